/** What of a terminal's history a person looks at, as lines of text without colours. */
export interface CopyScreen {
  /** Oldest first. May grow at its end while it is looked at. */
  readonly lines: () => readonly string[];
  readonly size: () => { readonly cols: number; readonly rows: number };
}

export type CopyEnd = { readonly kind: "left" } | { readonly kind: "copied"; readonly text: string };

export interface CopyMode {
  /** The whole picture, to be written over what is there. */
  draw(): string;
  /** Takes what was typed; an end when the person is done. */
  type(chunk: string): CopyEnd | undefined;
}

export const COPY_HINT = "arrows, PgUp, g G move · / searches, n N go on · space selects, y copies · q leaves";

const ESC = "\u001b";
const KEYS = {
  up: ["k", `${ESC}[A`, `${ESC}OA`],
  down: ["j", `${ESC}[B`, `${ESC}OB`],
  pageUp: [`${ESC}[5~`, "\u0002", "\u0015"],
  pageDown: [`${ESC}[6~`, "\u0006", "\u0004"],
  first: ["g", `${ESC}[H`, `${ESC}[1~`],
  last: ["G", `${ESC}[F`, `${ESC}[4~`],
  search: ["/", "?"],
  nextHit: ["n"],
  earlierHit: ["N"],
  select: [" ", "v", "V"],
  copy: ["y", "\r"],
  leave: ["q", "\u0003"],
} as const;
type Key = keyof typeof KEYS;
const LONGEST_FIRST = Object.entries(KEYS)
  .flatMap(([key, forms]) => forms.map((form) => [form, key as Key] as const))
  .toSorted(([a], [b]) => b.length - a.length);

/** Looks back through a terminal's history: moves, searches, selects whole lines and copies them. Begins at the end. */
export function createCopyMode({ lines, size }: CopyScreen): CopyMode {
  let at = Math.max(0, lines().length - 1);
  let top = Math.max(0, lines().length - height());
  let anchor: number | undefined;
  /** What is typed behind `/`; undefined while nothing is. */
  let typing: string | undefined;
  let sought = "";
  let said = "";

  function height(): number {
    return Math.max(1, size().rows - 1);
  }

  function go(line: number): void {
    at = Math.min(Math.max(0, line), Math.max(0, lines().length - 1));
    top = Math.min(Math.max(top, at - height() + 1), at);
  }

  /** The next line with what is sought, around the end. */
  function seek(step: 1 | -1): void {
    const all = lines();
    const wanted = sought.toLowerCase();
    if (wanted === "") return;
    for (let i = 1; i <= all.length; i += 1) {
      const line = (at + step * i + all.length * i) % all.length;
      if (all[line]?.toLowerCase().includes(wanted) === true) return go(line);
    }
    said = `${JSON.stringify(sought)} is not there`;
  }

  function selected(): { readonly from: number; readonly to: number } {
    return { from: Math.min(anchor ?? at, at), to: Math.max(anchor ?? at, at) };
  }

  function press(key: Key): CopyEnd | undefined {
    said = "";
    switch (key) {
      case "up":
        go(at - 1);
        return undefined;
      case "down":
        go(at + 1);
        return undefined;
      case "pageUp":
        go(at - height());
        return undefined;
      case "pageDown":
        go(at + height());
        return undefined;
      case "first":
        go(0);
        return undefined;
      case "last":
        go(lines().length - 1);
        return undefined;
      case "search":
        typing = "";
        return undefined;
      case "nextHit":
        seek(-1);
        return undefined;
      case "earlierHit":
        seek(1);
        return undefined;
      case "select":
        anchor = anchor === undefined ? at : undefined;
        return undefined;
      case "copy": {
        const { from, to } = selected();
        return {
          kind: "copied",
          text: lines()
            .slice(from, to + 1)
            .join("\n"),
        };
      }
      case "leave":
        return { kind: "left" };
    }
  }

  /** A character of a search, its end, or its correction; how much of the text that was. */
  function spell(text: string): number {
    const [key = ""] = text;
    if (key === "\r") {
      sought = typing ?? "";
      typing = undefined;
      seek(-1);
    } else if (key === ESC || key === "\u0003") typing = undefined;
    else if (key === "\u007f" || key === "\b") typing = typing?.slice(0, -1);
    else if (key >= " ") typing = `${typing ?? ""}${key}`;
    return Math.max(1, key.length);
  }

  function footer(): string {
    if (typing !== undefined) return `/${typing}`;
    const place = `${at + 1} of ${lines().length}`;
    const chosen = anchor === undefined ? "" : ` · ${selected().to - selected().from + 1} lines selected`;
    return said === "" ? `${place}${chosen} · ${COPY_HINT}` : `${place} · ${said}`;
  }

  return {
    draw() {
      const { cols } = size();
      const all = lines();
      const { from, to } = selected();
      const rows = Array.from({ length: height() }, (_, row) => {
        const line = top + row;
        const text = (all[line] ?? "").slice(0, cols);
        const isMarked = line === at || (anchor !== undefined && line >= from && line <= to);
        return `${ESC}[${row + 1};1H${ESC}[0m${isMarked ? `${ESC}[7m` : ""}${text}${ESC}[K${ESC}[0m`;
      });
      const last = footer().slice(0, cols).padEnd(cols);
      return `${rows.join("")}${ESC}[${size().rows};1H${ESC}[7m${last}${ESC}[0m`;
    },
    type(chunk) {
      let rest = chunk;
      while (rest !== "") {
        if (typing !== undefined) {
          rest = rest.slice(spell(rest));
          continue;
        }
        const found = LONGEST_FIRST.find(([form]) => rest.startsWith(form));
        // A lone Escape leaves; other keys mean nothing here.
        if (found === undefined && rest === ESC) return { kind: "left" };
        const end = found === undefined ? undefined : press(found[1]);
        if (end !== undefined) return end;
        rest = rest.slice(found?.[0].length ?? 1);
      }
      return undefined;
    },
  };
}

/** Has the user's terminal put a text onto its clipboard, also over SSH (OSC 52). */
export function clipboardSequence(text: string): string {
  return `${ESC}]52;c;${Buffer.from(text).toString("base64")}\u0007`;
}
