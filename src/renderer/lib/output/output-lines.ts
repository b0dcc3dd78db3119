import { type AnsiStyle, PLAIN, styleAfter } from "./ansi.ts";

/** A line of output as it came, without its end, and the look it begins with. */
export interface OutputLine {
  readonly text: string;
  readonly before: AnsiStyle;
}

/** Output as it grows. Owned by whoever reads the stream; views subscribe. */
export interface OutputLines {
  /** The next piece, cut anywhere. */
  append(text: string): void;
  /** Forgets all, for a stream that begins anew. */
  clear(): void;
  /** Lines that are kept, the last one perhaps still growing. Raised `version`: something changed. */
  read(): OutputSnapshot;
  subscribe(listener: () => void): () => void;
}

export interface OutputSnapshot {
  readonly version: number;
  readonly lines: readonly OutputLine[];
  /** How many older lines were let go, so that a long run does not fill the window. */
  readonly dropped: number;
}

/** Lines kept: a gate that says more is read whole from its log. */
const LINES_KEPT = 20_000;
/** Let go in pieces, so that not each line costs a move of all. */
const DROP = 2_000;
/** A single line longer than this is cut; programs print whole bundles in one. */
const LINE_LENGTH = 8_000;

export function createOutputLines(options: { readonly kept?: number } = {}): OutputLines {
  const kept = options.kept ?? LINES_KEPT;
  const drop = Math.max(1, Math.min(DROP, kept));
  const listeners = new Set<() => void>();
  let lines: OutputLine[] = [];
  let dropped = 0;
  let version = 0;
  let snapshot: OutputSnapshot = { version, lines, dropped };
  /** Whether the last line waits for more of itself. */
  let isOpen = false;

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  return {
    append(text) {
      if (text === "") return;
      const parts = text.split("\n");
      for (const [index, part] of parts.entries()) {
        const isLast = index === parts.length - 1;
        const last = lines.at(-1);
        if (isOpen && last !== undefined) {
          lines[lines.length - 1] = { text: shortened(last.text + part), before: last.before };
          isOpen = isLast;
        } else if (!isLast || part !== "") {
          const before = last === undefined ? PLAIN : styleAfter(last.text, last.before);
          lines.push({ text: shortened(part), before });
          isOpen = isLast;
        }
      }
      if (lines.length > kept + drop) {
        const over = lines.length - kept;
        lines = lines.slice(over);
        dropped += over;
      }
      changed();
    },
    clear() {
      lines = [];
      dropped = 0;
      isOpen = false;
      changed();
    },
    read() {
      // A new array each time something changed, so that readers can tell by its identity.
      if (snapshot.version !== version) snapshot = { version, lines: [...lines], dropped };
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function shortened(line: string): string {
  if (line.length <= LINE_LENGTH) return line;
  // What a carriage return wrote over is not worth its room.
  const shown = line.slice(line.lastIndexOf("\r", line.length - 2) + 1);
  return shown.length <= LINE_LENGTH ? shown : `${shown.slice(0, LINE_LENGTH - 1)}…`;
}
