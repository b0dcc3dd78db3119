/** Shown wherever somebody might look for it. */
export const DETACH_HINT = "Ctrl-] (or Ctrl-\\ and then d) detaches";

const PASTE_BEGIN = "\u001b[200~";
const PASTE_END = "\u001b[201~";
/** Ctrl-], as a byte and as terminals send it once a program has asked for extended keys (kitty, xterm). */
const DETACH = ["\u001d", "\u001b[93;5u", "\u001b[27;5;93~"];
const PREFIX = ["\u001c", "\u001b[92;5u", "\u001b[27;5;92~"];
const AFTER_PREFIX = ["d", "\u001b[100u"];
const ALL = [...DETACH, ...PREFIX, PASTE_BEGIN];
const LONGEST = Math.max(...ALL.map((key) => key.length), PASTE_END.length);

/**
 * Looks for the detach keys in what is typed and passes everything else on, untouched, pastes too: in a paste they are
 * text. Texts are Latin-1 views of the bytes, so that nothing is lost between chunks. Ctrl-\ twice sends one Ctrl-\.
 */
export function createDetachKeys(deps: { pass(text: string): void; detach(): void }): (chunk: string) => void {
  let pasting = false;
  let prefixed = false;
  /** The beginning of a sequence whose rest has not come yet. */
  let kept = "";

  return (chunk) => {
    let rest = kept + chunk;
    kept = "";
    let out = "";
    const flush = () => {
      if (out !== "") deps.pass(out);
      out = "";
    };
    while (rest !== "") {
      if (pasting) {
        const end = rest.indexOf(PASTE_END);
        const upTo = end < 0 ? rest.length : end + PASTE_END.length;
        pasting = end < 0 && !rest.slice(-LONGEST).includes(PASTE_END);
        out += rest.slice(0, upTo);
        rest = rest.slice(upTo);
        continue;
      }
      if (prefixed) {
        prefixed = false;
        const follows = AFTER_PREFIX.find((key) => rest.startsWith(key));
        if (follows !== undefined) {
          flush();
          return deps.detach();
        }
        const twice = PREFIX.find((key) => rest.startsWith(key));
        out += "\u001c";
        if (twice !== undefined) rest = rest.slice(twice.length);
        continue;
      }
      const key = ALL.find((one) => rest.startsWith(one));
      if (key === undefined) {
        const next = nextSpecial(rest);
        if (next === 0 && isBeginning(rest)) {
          // A lone Escape is a key of its own and must not wait for more.
          if (rest === "\u001b") out += rest;
          else kept = rest;
          break;
        }
        const upTo = Math.max(1, next);
        out += rest.slice(0, upTo);
        rest = rest.slice(upTo);
        continue;
      }
      if (DETACH.includes(key)) {
        flush();
        return deps.detach();
      }
      if (key === PASTE_BEGIN) {
        pasting = true;
        out += key;
      } else prefixed = true;
      rest = rest.slice(key.length);
    }
    flush();
  };
}

/** Where the next byte stands that a key could begin with. */
function nextSpecial(text: string): number {
  const at = Array.from("\u001b\u001c\u001d", (byte) => text.indexOf(byte)).filter((index) => index >= 0);
  return at.length === 0 ? text.length : Math.min(...at);
}

function isBeginning(text: string): boolean {
  return ALL.some((key) => key.length > text.length && key.startsWith(text));
}
