import type { IDisposable, ILink, Terminal } from "@xterm/xterm";
import type { WordLink } from "../../../shared/contract/file.ts";
import type { LinkCandidate } from "./link-candidates.ts";
import { linkCandidates } from "./link-candidates.ts";
import { type TerminalGrid, terminalGrid, wholeLine } from "./terminal-grid.ts";

/** Where a link of a terminal leads. */
export type LinkTarget =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "file"; readonly path: string; readonly line?: number; readonly column?: number }
  | { readonly kind: "item"; readonly item: string; readonly title: string }
  | { readonly kind: "commit"; readonly commit: string }
  | { readonly kind: "agent"; readonly agent: string };

/** A link and the cells it takes; rows count from the oldest line. */
export interface PlacedLink {
  readonly text: string;
  readonly target: LinkTarget;
  readonly start: { readonly row: number; readonly col: number };
  /** The last cell. */
  readonly end: { readonly row: number; readonly col: number };
}

export interface TerminalLinksDeps {
  readonly terminal: Terminal;
  readonly isMac: boolean;
  /** Paths of agents by names that are theirs alone. */
  agentNames(): ReadonlyMap<string, string>;
  /** Which of the words the core knows; none while it cannot be asked. */
  resolve(words: readonly string[]): Promise<readonly WordLink[]>;
  open(target: LinkTarget): void;
  /** The pointer is over a link, or over none. */
  hover(link: PlacedLink | undefined): void;
}

export interface TerminalLinks extends IDisposable {
  /** All links that are on the screen now, in reading order. */
  onScreen(): Promise<readonly PlacedLink[]>;
}

/** What the core said holds so long: files come and go. */
const KNOWN_MS = 5_000;
/** Words asked about at once, as the verb takes them. */
const MOST_WORDS = 400;

export function createTerminalLinks(deps: TerminalLinksDeps): TerminalLinks {
  const { terminal } = deps;
  const known = new Map<string, { readonly at: number; readonly link: WordLink | undefined }>();

  async function resolveAll(words: readonly string[]): Promise<void> {
    const now = performance.now();
    const unknown = [...new Set(words)].filter((word) => now - (known.get(word)?.at ?? -Infinity) > KNOWN_MS);
    if (unknown.length === 0) return;
    const asked = unknown.slice(0, MOST_WORDS);
    const found = new Map((await deps.resolve(asked)).map((link) => [link.word, link]));
    if (known.size > 5_000) known.clear();
    for (const word of asked) known.set(word, { at: now, link: found.get(word) });
  }

  function targetOf({ target }: LinkCandidate): LinkTarget | undefined {
    if (target.kind === "url") return target;
    const link = known.get(target.word)?.link;
    switch (link?.kind) {
      case "file": {
        const { line, column } = target;
        const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
        return { kind: "file", path: link.path, ...place };
      }
      case "item":
        return { kind: "item", item: link.item, title: link.title };
      case "commit":
        return { kind: "commit", commit: link.commit };
      case undefined: {
        const agent = deps.agentNames().get(target.word);
        return agent === undefined ? undefined : { kind: "agent", agent };
      }
    }
  }

  async function linksOf(grid: TerminalGrid, rows: readonly number[]): Promise<readonly PlacedLink[]> {
    const firsts = new Set<number>();
    const lines = rows.flatMap((row) => {
      const line = wholeLine(grid, row);
      if (firsts.has(line.first)) return [];
      firsts.add(line.first);
      return [{ ...line, ...withColumns(line.cells) }];
    });
    const names = new Set(deps.agentNames().keys());
    const candidates = lines.map((line) => ({ line, found: linkCandidates(line.text, names) }));
    const words = candidates.flatMap(({ found }) =>
      found.flatMap(({ target }) => (target.kind === "word" ? [target.word] : [])),
    );
    await resolveAll(words);
    return candidates.flatMap(({ line, found }) =>
      found.flatMap((candidate) => {
        const target = targetOf(candidate);
        if (target === undefined) return [];
        const cellAt = (index: number) => {
          const cell = line.columns[index] ?? 0;
          return { row: line.first + Math.floor(cell / grid.cols), col: cell % grid.cols };
        };
        const { at, length } = candidate;
        return [{ text: line.text.slice(at, at + length), target, start: cellAt(at), end: cellAt(at + length - 1) }];
      }),
    );
  }

  const provider = terminal.registerLinkProvider({
    provideLinks(y, callback) {
      const row = y - 1;
      void linksOf(terminalGrid(terminal), [row]).then((links) => {
        const here = links.filter(({ start, end }) => start.row <= row && row <= end.row);
        callback(here.length === 0 ? undefined : here.map(asXtermLink));
      });
    },
  });

  function asXtermLink(link: PlacedLink): ILink {
    return {
      text: link.text,
      range: {
        start: { x: link.start.col + 1, y: link.start.row + 1 },
        end: { x: link.end.col + 1, y: link.end.row + 1 },
      },
      decorations: { pointerCursor: true, underline: true },
      activate(event) {
        if (deps.isMac ? event.metaKey : event.ctrlKey) deps.open(link.target);
      },
      hover() {
        deps.hover(link);
      },
      leave() {
        deps.hover(undefined);
      },
    };
  }

  return {
    async onScreen() {
      const grid = terminalGrid(terminal);
      const { viewportY } = terminal.buffer.active;
      const rows = Array.from({ length: terminal.rows }, (_, row) => viewportY + row);
      const links = await linksOf(grid, rows);
      return links.filter(({ start }) => start.row >= viewportY && start.row < viewportY + terminal.rows);
    },
    dispose() {
      provider.dispose();
    },
  };
}

/** The text of a line, and of each of its UTF-16 units the cell that it stands in. */
function withColumns(cells: readonly string[]): { readonly text: string; readonly columns: readonly number[] } {
  const columns: number[] = [];
  let text = "";
  for (const [col, cell] of cells.entries()) {
    text += cell;
    for (let unit = 0; unit < cell.length; unit += 1) columns.push(col);
  }
  return { text, columns };
}

/** Labels of one or two letters, of those that lie best under the hand; none is the beginning of another. */
export function hintLabels(count: number): readonly string[] {
  const letters = "asdfghjklqwertyuiopzxcvbnm".split("");
  if (count <= letters.length) return letters.slice(0, count);
  return letters.flatMap((one) => letters.map((two) => one + two)).slice(0, count);
}

/** What a link does, in words. */
export function linkWords(target: LinkTarget): string {
  switch (target.kind) {
    case "url":
      return target.url;
    case "file":
      return `${target.path}${target.line === undefined ? "" : `, line ${target.line}`}`;
    case "item":
      return `${target.item}: ${target.title}`;
    case "commit":
      return `Commit ${target.commit.slice(0, 10)}`;
    case "agent":
      return `Terminal of ${target.agent}`;
  }
}
