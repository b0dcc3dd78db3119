/** Switches between screens, and scroll regions. */
// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
const SEQUENCES = /\u001b\[(?:\?(?:1049|1047|47)([hl])|(\d{0,4})(?:;(\d{0,4}))?r)/g;
const LONGEST = "\u001b[1234;1234r".length;

export interface ScreenFilterDeps {
  /** The program went back to the screen before: what was there is to be asked for. */
  left(): void;
  /** Lines that are the program's, from the top; the rest are the viewer's own. */
  rows(): number;
}

/**
 * Takes the program's switches between normal and alternate screen out of its output: the viewer shows all of it on the
 * alternate screen of the user's terminal, so that theirs is as it was after detaching. Entering clears the screen;
 * leaving asks for a fresh snapshot, since what was there before is known to the host alone. A scroll region that is to be
 * the whole screen becomes the whole of the program's part.
 */
export function createScreenFilter(deps: ScreenFilterDeps): (chunk: string) => string {
  let kept = "";
  return (chunk) => {
    const text = kept + chunk;
    const open = text.lastIndexOf("\u001b");
    const cut = open >= 0 && text.length - open < LONGEST && isUnfinished(text.slice(open)) ? open : text.length;
    kept = text.slice(cut);
    return text.slice(0, cut).replace(SEQUENCES, (_all, direction?: string, top?: string, bottom?: string) => {
      if (direction === undefined) return scrollRegion(Number(top), Number(bottom ?? 0), deps.rows());
      if (direction === "l") deps.left();
      return "\u001b[2J\u001b[H";
    });
  };
}

/** The sequence for a scroll region; 0 stands for the first or the last line. */
export function scrollRegion(top: number, bottom: number, rows: number): string {
  return `\u001b[${Math.max(1, top)};${bottom === 0 ? rows : Math.min(bottom, rows)}r`;
}

// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
const UNFINISHED = /^\u001b(?:\[(?:\?[0-9]{0,4}|[0-9]{0,4}(?:;[0-9]{0,4})?)?)?$/;

function isUnfinished(tail: string): boolean {
  return UNFINISHED.test(tail);
}
