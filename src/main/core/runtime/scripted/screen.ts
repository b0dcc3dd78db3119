/** A terminal as far as the agent draws on it. */
export interface ScreenOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Calls back when it was taken. */
  write(text: string, taken?: () => void): unknown;
}

/**
 * A transcript that grows upwards over a footer of four lines: what the agent does, and the prompt that people type at.
 * Where the output is no terminal there is no footer, only the transcript.
 */
export interface Screen {
  /** Adds lines to the transcript, styled already. */
  print(text: string): void;
  /** The line above the prompt; undefined leaves it out. */
  status(text: string | undefined): void;
  input(text: string): void;
  title(text: string): void;
  redraw(): void;
  /** Resolves when everything before was taken by the terminal. */
  taken(): Promise<void>;
  /** Leaves the terminal as it was found, the transcript in it. */
  close(): void;
}

const ESC = "\u001b";
/** The terminal shows what is between the two at once, without flicker. */
const BEGIN = `${ESC}[?2026h`;
const END = `${ESC}[?2026l`;

export function createScreen(out: ScreenOutput): Screen {
  const live = out.isTTY === true;
  let statusText: string | undefined;
  let inputText = "";
  /** Printed widths of the footer's lines above the cursor's; undefined while there is no footer. */
  let above: readonly number[] | undefined;

  function footer(): string {
    const width = Math.max(20, (out.columns ?? 80) - 1);
    const rule = `${ESC}[2m${"─".repeat(width)}${ESC}[22m`;
    const head = statusText === undefined ? [] : [cut(statusText, width)];
    const line = `> ${inputText.replaceAll("\n", "↵")}`;
    const shown = line.length > width - 1 ? `…${line.slice(-(width - 2))}` : line;
    const lines = [...head, rule, shown, rule];
    above = [...head.map(() => printedWidth(statusText ?? "", width)), width];
    return `${lines.join("\r\n")}${ESC}[1A\r${shown === "" ? "" : `${ESC}[${shown.length}C`}`;
  }

  function erase(): string {
    if (above === undefined) return "";
    // A terminal that became narrower has broken them into several rows.
    const columns = Math.max(1, out.columns ?? 80);
    const up = above.reduce((rows, printed) => rows + Math.max(1, Math.ceil(printed / columns)), 0);
    above = undefined;
    return `\r${ESC}[${up}A${ESC}[J`;
  }

  function redraw(): void {
    if (live) out.write(`${BEGIN}${erase()}${footer()}${END}`);
  }

  return {
    print(text) {
      if (live) out.write(`${BEGIN}${erase()}${text.replaceAll("\n", "\r\n")}\r\n${footer()}${END}`);
      else out.write(`${text}\n`);
    },
    status(text) {
      if (text === statusText) return;
      statusText = text;
      redraw();
    },
    input(text) {
      inputText = text;
      redraw();
    },
    title(text) {
      if (live) out.write(`${ESC}]0;${text}\u0007`);
    },
    redraw,
    taken: () =>
      new Promise((resolve) => {
        out.write("", resolve);
      }),
    close() {
      if (live) out.write(`${erase()}${ESC}[?2004l${ESC}[?25h`);
    },
  };
}

// oxlint-disable-next-line no-control-regex -- escape sequences are what is told apart
const STYLED = /\u001b\[[0-9;]*m|[\s\S]/gu;

/** Cuts styled text; counts what is printed alone. */
function cut(text: string, width: number): string {
  let printed = 0;
  let kept = "";
  for (const [part] of text.matchAll(STYLED)) {
    if (part.startsWith(ESC)) kept += part;
    else if (printed < width) {
      kept += part;
      printed += 1;
    }
  }
  return kept;
}

function printedWidth(text: string, limit: number): number {
  return Math.min(limit, text.match(STYLED)?.filter((part) => !part.startsWith(ESC)).length ?? 0);
}
