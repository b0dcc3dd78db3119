import { type TerminalModes, createModeTracker } from "./terminal-modes.ts";

/** What a program told its terminal, as far as somebody beyond the screen wants to know. */
export interface ScannerEvents {
  title(text: string): void;
  /** OSC 9 (`title` is empty) and OSC 777;notify. */
  notification(title: string, body: string): void;
  bell(): void;
  /** The terminal is asked something and the program waits for the answer. */
  query(): void;
  /** OSC 10, 11 or 12 with `?`: the colour of text, ground or cursor is asked for. */
  colorQuery(osc: 10 | 11 | 12): void;
}

/**
 * Reads a terminal's output once, much faster than a screen does, and in pieces of any size. Knows where escape
 * sequences begin and end exactly as xterm.js does, so that others may rely on `ground`.
 */
export interface OutputScanner {
  /**
   * `lines` when all of the piece is text, line ends, colours and erasing of lines: what can be left out of a screen
   * once enough further lines have scrolled it away. `other` for anything else. A Buffer, since its search is native.
   */
  scan(bytes: Buffer): "lines" | "other";
  /** Whether the next byte begins something new. */
  readonly ground: boolean;
  /** As in `modes`, for those who look at every piece. */
  readonly pen: string;
  readonly alternate: boolean;
  readonly bracketedPaste: boolean;
  readonly modes: TerminalModes;
  /** The terminal has another size now, which gives it back its full margins. */
  resized(): void;
}

const ESC = 0x1b;
const BEL = 0x07;
/** Which character set the next characters come from, by what follows an escape. The right-hand ones mean the same to xterm.js. */
const LOCKING_SHIFTS: ReadonlyMap<string, number> = new Map([
  ["~", 1],
  ["n", 2],
  ["}", 2],
  ["o", 3],
  ["|", 3],
]);
/** Which of G0 to G3 is designated, by what stands before the character set. */
const SETS: ReadonlyMap<string, number> = new Map([
  ["(", 0],
  [")", 1],
  ["*", 2],
  ["+", 3],
  ["-", 1],
  [".", 2],
]);
/** Payloads of strings beyond this are not looked at: a title is shorter, a picture is not for us. */
const MAX_STRING_BYTES = 4096;
const MAX_PARAM_BYTES = 256;
const State = { ground: 0, escape: 1, escapeMore: 2, csi: 3, osc: 4, string: 5, c1: 6 } as const;
type State = (typeof State)[keyof typeof State];

/** Final bytes of cursor movement and erasing, which change no mode. */
const MOVES_OR_ERASES = new Set(Buffer.from("ABCDEFGHJLMPSTX@`adef"));

export function createOutputScanner(events: ScannerEvents): OutputScanner {
  let state: State = State.ground;
  let params = "";
  let intermediates = "";
  let string: number[] = [];
  let sawControls = false;
  /** The string a first byte of U+0080 to U+009F was seen in, to go on with if it was something else. */
  let within: typeof State.osc | typeof State.string | undefined;
  let isDeviceControl = false;

  const tracker = createModeTracker();

  function control(final: string): "lines" | "other" {
    const mark = /^[<=>?]/.exec(params)?.[0] ?? "";
    if (intermediates === "" && mark === "" && final === "m") {
      tracker.attributes(params);
      return "lines";
    }
    if (intermediates === "" && mark === "" && final === "K") return "lines";
    const key = mark + intermediates + final;
    tracker.control(key, params.slice(mark.length).split(";").map(Number));
    switch (key) {
      case "c":
      case ">c":
      case "=c":
      case "n":
      case "?n":
      case "$p":
      case "?$p":
      case ">q":
      case "t":
      case "?u":
        events.query();
        break;
      default:
    }
    return "other";
  }

  function operatingSystem(): void {
    const text = Buffer.from(string).toString("utf8");
    const [, code, rest = ""] = /^(\d+);?([^]*)$/.exec(text) ?? [];
    switch (code) {
      case "0":
      case "2":
        events.title(rest);
        break;
      case "9":
        // 9;4 is a progress bar, of which terminals make no notification.
        if (!/^\d+;/.test(rest)) events.notification("", rest);
        break;
      case "777": {
        const [verb, title = "", ...body] = rest.split(";");
        if (verb === "notify") events.notification(title, body.join(";"));
        break;
      }
      case "10":
      case "11":
      case "12":
        for (const [index, part] of rest.split(";").entries()) {
          const osc = Number(code) + index;
          if (part === "?" && (osc === 10 || osc === 11 || osc === 12)) events.colorQuery(osc);
        }
        break;
      default:
    }
  }

  function escape(byte: number): "lines" | "other" {
    if (byte === 0x7f) return "other";
    if (byte >= 0x80) return broken(byte);
    state = State.ground;
    const char = String.fromCharCode(byte);
    if (char === "[") begin(State.csi);
    else if (char === "]") begin(State.osc);
    else if ("PX^_".includes(char)) {
      begin(State.string);
      isDeviceControl = char === "P";
    } else if (byte >= 0x20 && byte <= 0x2f) {
      intermediates = char;
      state = State.escapeMore;
    } else if (char === "c") tracker.hardReset();
    else if (char === "7") tracker.saveCursor();
    else if (char === "8") tracker.restoreCursor();
    else if (char === "=" || char === ">") tracker.setKeypad(char === "=");
    const shift = LOCKING_SHIFTS.get(char);
    if (shift !== undefined) tracker.shiftTo(shift);
    return char === "[" ? "lines" : "other";
  }

  /** Not ASCII where only that may stand: the sequence is given up. */
  function broken(byte: number): "other" {
    within = undefined;
    state = byte === 0xc2 ? State.c1 : State.ground;
    return "other";
  }

  function endString(): void {
    if (state === State.osc) operatingSystem();
    else if (state === State.string && isDeviceControl) events.query();
  }

  function begin(next: State): void {
    state = next;
    params = "";
    intermediates = "";
    string = [];
  }

  function designate(final: string): void {
    const set = SETS.get(intermediates);
    if (set !== undefined) tracker.designate(set, final);
    else if (intermediates === "%" && (final === "@" || final === "G")) {
      tracker.shiftTo(0);
      tracker.designate(0, "B");
    }
  }

  /** Outside of ground, and for what ends it. */
  function step(byte: number): "lines" | "other" {
    if (byte === 0x18 || byte === 0x1a) {
      state = State.ground;
      return "other";
    }
    if (byte === ESC) {
      endString();
      state = State.escape;
      intermediates = "";
      return "lines";
    }
    switch (state) {
      case State.escape:
        return byte < 0x20 ? ground(byte) : escape(byte);
      case State.escapeMore:
        if (byte < 0x20) return ground(byte);
        if (byte >= 0x80) return broken(byte);
        if (byte <= 0x2f) intermediates += String.fromCharCode(byte);
        else {
          designate(String.fromCharCode(byte));
          state = State.ground;
        }
        return "other";
      case State.csi: {
        if (byte < 0x20) return ground(byte);
        if (byte >= 0x80) return broken(byte);
        if (byte >= 0x40 && byte <= 0x7e) {
          state = State.ground;
          return control(String.fromCharCode(byte));
        }
        if (byte >= 0x30 && byte <= 0x3f) {
          if (params.length < MAX_PARAM_BYTES) params += String.fromCharCode(byte);
          return "lines";
        }
        if (byte <= 0x2f) intermediates += String.fromCharCode(byte);
        return "other";
      }
      case State.osc:
        if (byte === BEL) {
          operatingSystem();
          state = State.ground;
        } else if (byte >= 0x20 && string.length < MAX_STRING_BYTES) string.push(byte);
        if (byte === 0xc2) enterC1(State.osc);
        return "other";
      case State.string:
        if (byte === 0xc2) enterC1(State.string);
        return "other";
      case State.c1:
        return eightBit(byte);
      case State.ground:
        return ground(byte);
    }
  }

  function enterC1(from: typeof within): void {
    within = from;
    state = State.c1;
  }

  /** The second byte of U+0080 to U+009F, the eight-bit forms of `ESC [` and its like, or of a harmless letter. */
  function eightBit(byte: number): "lines" | "other" {
    const from = within;
    within = undefined;
    if (byte < 0x80 || byte > 0x9f) {
      state = from ?? State.ground;
      return step(byte);
    }
    state = from ?? State.ground;
    if (from === State.osc) string.pop();
    endString();
    state = State.ground;
    if (byte === 0x9b) begin(State.csi);
    else if (byte === 0x9d) begin(State.osc);
    else if (byte === 0x90 || byte === 0x98 || byte === 0x9e || byte === 0x9f) {
      begin(State.string);
      isDeviceControl = byte === 0x90;
    }
    return "other";
  }

  function ground(byte: number): "lines" | "other" {
    if (byte >= 0x20) {
      if (byte === 0xc2) enterC1(undefined);
      return "lines";
    }
    if (byte === 0x0a || byte === 0x0d || byte === 0x09) return "lines";
    if (byte === BEL) events.bell();
    else if (byte === 0x0e || byte === 0x0f) tracker.shiftTo(byte === 0x0e ? 1 : 0);
    return "other";
  }

  /** Where the next byte stands that is more than printable text or a line end; the length when there is none. */
  function nextControl(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x20 ? byte !== 0x0a && byte !== 0x0d && byte !== 0x09 : byte === 0xc2) return at;
    }
    return bytes.length;
  }

  /**
   * Screens are redrawn with thousands of short sequences that only colour, erase or move. Where one begins here and is
   * whole, this is the index behind it, else `at`.
   */
  function plainControl(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== ESC || bytes[at + 1] !== 0x5b) return at;
    let end = at + 2;
    let byte = bytes[end] ?? 0;
    while (byte >= 0x30 && byte <= 0x3b) {
      end += 1;
      byte = bytes[end] ?? 0;
    }
    if (byte === 0x6d) tracker.attributes(ascii(bytes, at + 2, end));
    else if (MOVES_OR_ERASES.has(byte)) sawControls = true;
    else if (byte !== 0x4b) return at;
    return end + 1;
  }

  return {
    scan(bytes) {
      sawControls = false;
      // Text without a control byte is the usual flood, and a native search for them is far quicker than a loop.
      if (state === State.ground && isPlain(bytes)) return "lines";
      let at = 0;
      while (at < bytes.length) {
        if (state === State.ground) {
          at = nextControl(bytes, at);
          if (at === bytes.length) break;
          const behind = plainControl(bytes, at);
          if (behind > at) {
            at = behind;
            continue;
          }
        }
        if (step(bytes[at] ?? 0) === "other") sawControls = true;
        at += 1;
      }
      return sawControls ? "other" : "lines";
    },
    resized: tracker.resized,
    get pen() {
      return tracker.pen;
    },
    get alternate() {
      return tracker.alternate;
    },
    get bracketedPaste() {
      return tracker.bracketedPaste;
    },
    get ground() {
      return state === State.ground;
    },
    get modes() {
      return tracker.modes;
    },
  };
}

function isPlain(bytes: Buffer): boolean {
  return !(
    bytes.includes(ESC) ||
    bytes.includes(0xc2) ||
    bytes.includes(BEL) ||
    bytes.includes(0x0e) ||
    bytes.includes(0x0f) ||
    bytes.includes(0x08)
  );
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
