/** What a program asks on its screen, as far as its text tells. */
export interface ScreenQuestion {
  /** The last lines, without what is empty at the end and around. */
  readonly lines: readonly string[];
  /** Entries of a menu that are chosen by one character, in their order. */
  readonly options: readonly { readonly character: string; readonly label: string }[];
  /** It wants a yes or a no. */
  readonly isYesNo: boolean;
}

/** As many lines as an answer needs to be given with open eyes. */
const LINES = 24;
/** A question stands at the end of what is shown. */
const NEAR_END = 14;

/** `❯ 1. Yes`, `│ 2) No, and tell it why`, `[a] Always`. */
const OPTION = /^[\s│┃|>❯›●○*-]*(?:\(|\[)?([1-9a-zA-Z])(?:\.|\)|\]|:)\s+(\S.*?)[\s│┃|]*$/u;
const NUMBERED = /^[1-9]$/;
const YES_NO = /[([]\s*y(?:es)?\s*[/|]\s*n(?:o)?\s*[)\]]/i;

/** Reads the text of a screen. Pure; it may find nothing where a person would. */
export function readQuestion(screen: string): ScreenQuestion {
  const all = screen.split("\n").map((line) => line.trimEnd());
  const end = all.findLastIndex((line) => line !== "") + 1;
  const lines = all.slice(Math.max(0, end - LINES), end);
  const begin = lines.findIndex((line) => line !== "");
  const near = lines.slice(-NEAR_END);
  return {
    lines: begin < 0 ? [] : lines.slice(begin),
    options: menuIn(near),
    isYesNo: near.some((line) => YES_NO.test(line)),
  };
}

/** The last menu: numbers that count from 1 without a gap, which prose and code rarely do. */
function menuIn(lines: readonly string[]): ScreenQuestion["options"] {
  const found = lines.flatMap((line) => {
    const [, character = "", label = ""] = OPTION.exec(line) ?? [];
    return NUMBERED.test(character) ? [{ character, label }] : [];
  });
  const first = found.findLastIndex(({ character }) => character === "1");
  if (first < 0) return [];
  const menu = found.slice(first);
  const gap = menu.findIndex(({ character }, at) => character !== String(at + 1));
  const whole = gap < 0 ? menu : menu.slice(0, gap);
  return whole.length > 1 ? whole : [];
}
