import { compactPen } from "./pen.ts";

/** State that the screen's public interface does not tell, needed to repeat the terminal elsewhere. */
export interface TerminalModes {
  readonly alternate: boolean;
  readonly bracketedPaste: boolean;
  readonly cursorHidden: boolean;
  /** Private modes that were set (`true`) or reset, without those named above and those of one moment. */
  readonly privateModes: ReadonlyMap<number, boolean>;
  /** 1-based rows; `bottom` 0 is the last one. Undefined while the whole screen scrolls. */
  readonly margins: { readonly top: number; readonly bottom: number } | undefined;
  readonly originMode: boolean;
  readonly insertMode: boolean;
  readonly applicationKeypad: boolean;
  /** Final bytes of the designations of G0 to G3, and which of them was shifted to last. */
  readonly charsets: readonly string[];
  readonly shift: number;
  /** The character set in use. Going back to a saved cursor changes it, but neither the designations nor the shift. */
  readonly charset: string;
  readonly cursorStyle: number;
  /** Control sequences that give an otherwise reset pen the present attributes. */
  readonly pen: string;
  /** What the normal and the alternate screen go on with when their program goes back to the cursor it saved. */
  readonly saved: readonly [SavedLook, SavedLook];
}

export interface SavedLook {
  readonly pen: string;
  readonly charset: string;
}

/** Follows the modes by the sequences that change them. */
export interface ModeTracker {
  readonly modes: TerminalModes;
  readonly pen: string;
  readonly alternate: boolean;
  readonly bracketedPaste: boolean;
  /** A control sequence (`ESC [ params intermediates final`) other than SGR. */
  control(key: string, numbers: readonly number[]): void;
  /** SGR with these parameters. */
  attributes(params: string): void;
  designate(set: number, final: string): void;
  shiftTo(set: number): void;
  setKeypad(application: boolean): void;
  saveCursor(): void;
  restoreCursor(): void;
  hardReset(): void;
  resized(): void;
}

/** Colours are logged as they come, which is cheap, and brought down to their sum when they grow to this. */
const MAX_PEN_BYTES = 1024;
/** Modes with a meaning of their own here, or only for a moment (2026: a frame is being drawn; 1048: cursor saved). */
const NOT_REPEATED = new Set([3, 6, 25, 47, 66, 1047, 1048, 1049, 2026]);
/** What a soft reset turns back. */
const SOFT_RESET = [1, 7, 45, 1004, 2004];
const ASCII = ["B", "B", "B", "B"];
/** Character sets that xterm.js knows; it lets other designations pass. */
const CHARSETS = "0AB4C5RQKYE6ZH7=";
/** What a screen goes back to where nothing was saved. */
const NOTHING_SAVED: SavedLook = { pen: "", charset: "B" };

export function createModeTracker(): ModeTracker {
  let alternate = false;
  let cursorHidden = false;
  let originMode = false;
  let insertMode = false;
  let applicationKeypad = false;
  let shift = 0;
  let cursorStyle = 0;
  let pen = "";
  let charsets = ASCII;
  let charset = "B";
  const privateModes = new Map<number, boolean>();
  // Each of the two screens has margins and a saved cursor of its own.
  let margins: [TerminalModes["margins"], TerminalModes["margins"]] = [undefined, undefined];
  let saved: [SavedLook, SavedLook] = [NOTHING_SAVED, NOTHING_SAVED];
  const side = () => (alternate ? 1 : 0);

  function saveCursor(): void {
    pen = compactPen(pen);
    saved = alternate ? [saved[0], { pen, charset }] : [{ pen, charset }, saved[1]];
  }

  function restoreCursor(): void {
    ({ pen, charset } = saved[side()]);
  }

  function setPrivateMode(mode: number, on: boolean): void {
    if (mode === 1049 && on) saveCursor();
    if (mode === 25) cursorHidden = !on;
    else if (mode === 6) originMode = on;
    else if (mode === 66) applicationKeypad = on;
    else if (mode === 47 || mode === 1047 || mode === 1049) {
      // The alternate screen is thrown away when it is left; what was saved there is not.
      if (!on) margins[1] = undefined;
      alternate = on;
    } else if (!NOT_REPEATED.has(mode)) {
      // Of the mouse modes the last one counts, so the order is kept.
      privateModes.delete(mode);
      privateModes.set(mode, on);
    }
    if (mode === 1048) (on ? saveCursor : restoreCursor)();
    if (mode === 1049 && !on) restoreCursor();
  }

  function resetCharsets(): void {
    shift = 0;
    charsets = ASCII;
    charset = "B";
  }

  function softReset(): void {
    cursorHidden = false;
    originMode = false;
    insertMode = false;
    applicationKeypad = false;
    pen = "";
    resetCharsets();
    margins[side()] = undefined;
    saved = alternate ? [saved[0], NOTHING_SAVED] : [NOTHING_SAVED, saved[1]];
    for (const mode of SOFT_RESET) privateModes.delete(mode);
  }

  return {
    control(key, numbers) {
      const on = key.endsWith("h");
      switch (key) {
        case "?h":
        case "?l":
          for (const mode of numbers) setPrivateMode(mode, on);
          break;
        case "h":
        case "l":
          if (numbers.includes(4)) insertMode = on;
          break;
        case "r": {
          const [top = 0, bottom = 0] = numbers;
          if (bottom !== 0 && bottom <= Math.max(1, top)) break;
          margins[side()] = top <= 1 && bottom === 0 ? undefined : { top: Math.max(1, top), bottom };
          break;
        }
        case " q":
          cursorStyle = numbers[0] ?? 0;
          break;
        case "!p":
          softReset();
          break;
        case "s":
          saveCursor();
          break;
        case "u":
          restoreCursor();
          break;
        default:
      }
    },
    attributes(params) {
      // Most of them are just the end of a colour.
      if (params === "" || params === "0") {
        pen = "";
        return;
      }
      const reset = /^0*(?:;|$)/.exec(params);
      if (reset !== null) pen = "";
      if (params.length > (reset?.[0].length ?? 0)) pen += `\x1b[${params}m`;
      if (pen.length > MAX_PEN_BYTES) pen = compactPen(pen);
    },
    designate(set, final) {
      if (!CHARSETS.includes(final)) return;
      charsets = charsets.with(set, final);
      if (shift === set) charset = final;
    },
    shiftTo(set) {
      shift = set;
      charset = charsets[set] ?? "B";
    },
    setKeypad(application) {
      applicationKeypad = application;
    },
    saveCursor,
    restoreCursor,
    hardReset() {
      alternate = false;
      softReset();
      cursorStyle = 0;
      margins = [undefined, undefined];
      saved = [NOTHING_SAVED, NOTHING_SAVED];
      privateModes.clear();
    },
    resized() {
      margins = [undefined, undefined];
    },
    get pen() {
      return pen;
    },
    get alternate() {
      return alternate;
    },
    get bracketedPaste() {
      return privateModes.get(2004) === true;
    },
    get modes() {
      return {
        alternate,
        bracketedPaste: privateModes.get(2004) === true,
        cursorHidden,
        privateModes,
        margins: margins[side()],
        originMode,
        insertMode,
        applicationKeypad,
        charsets,
        shift,
        charset,
        cursorStyle,
        pen,
        saved,
      };
    },
  };
}
