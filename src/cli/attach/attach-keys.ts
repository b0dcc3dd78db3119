/** Shown wherever somebody might look for it. */
export const DETACH_HINT = "Ctrl-] (or Ctrl-\\ and then d) detaches";
export const KEYS_HINT = "Ctrl-\\ and then: d detach, n next, p previous, [ look back and copy, s status line";

/** What a person may ask the viewer for, instead of typing into the agent. */
export type AttachAction = "detach" | "next" | "previous" | "copy" | "status" | "help";

const PASTE_BEGIN = "\u001b[200~";
const PASTE_END = "\u001b[201~";
/** Ctrl-], as a byte and as terminals send it once a program has asked for extended keys (kitty, xterm). */
const DETACH = ["\u001d", "\u001b[93;5u", "\u001b[27;5;93~"];
const PREFIX = ["\u001c", "\u001b[92;5u", "\u001b[27;5;92~"];
/** Keys behind Ctrl-\\, by their character; extended, it is sent as its code. */
const ACTIONS: readonly (readonly [string, AttachAction])[] = [
  ["d", "detach"],
  ["n", "next"],
  ["p", "previous"],
  ["[", "copy"],
  ["s", "status"],
  ["?", "help"],
];
const ALL = [...DETACH, ...PREFIX, PASTE_BEGIN];
const LONGEST = Math.max(...ALL.map((key) => key.length), PASTE_END.length);

/**
 * Looks for the viewer's own keys in what is typed and passes everything else on, untouched, pastes too: in a paste they
 * are text. Texts are Latin-1 views of the bytes, so that nothing is lost between chunks. Ctrl-\ twice sends one Ctrl-\.
 */
export function createAttachKeys(deps: {
  pass(text: string): void;
  act(action: AttachAction): void;
}): (chunk: string) => void {
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
        const follows = actionOf(rest);
        if (follows !== undefined) {
          flush();
          deps.act(follows.action);
          rest = rest.slice(follows.length);
          continue;
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
        return deps.act("detach");
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

function actionOf(text: string): { readonly action: AttachAction; readonly length: number } | undefined {
  for (const [key, action] of ACTIONS) {
    const forms = [key, `\u001b[${key.charCodeAt(0)}u`];
    const typed = forms.find((form) => text.startsWith(form));
    if (typed !== undefined) return { action, length: typed.length };
  }
  return undefined;
}

/** Where the next byte stands that a key could begin with. */
function nextSpecial(text: string): number {
  const at = Array.from("\u001b\u001c\u001d", (byte) => text.indexOf(byte)).filter((index) => index >= 0);
  return at.length === 0 ? text.length : Math.min(...at);
}

function isBeginning(text: string): boolean {
  return ALL.some((key) => key.length > text.length && key.startsWith(text));
}
