export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "enter" | "backspace" | "clear" | "escape" | "interrupt" | "end" };

const PASTE_BEGIN = "\u001b[200~";
const PASTE_END = "\u001b[201~";

/**
 * Tells keys apart in what a terminal sends. Feed it chunks as they come; a sequence cut in two between chunks is put
 * together again, except a lone Escape, which is the key.
 */
export function createKeyboard(onKey: (key: Key) => void): (chunk: string) => void {
  let pasted: string | undefined;
  let kept = "";

  function paste(text: string): string {
    const all = (pasted ?? "") + text;
    const end = all.indexOf(PASTE_END);
    if (end < 0) {
      pasted = all;
      return "";
    }
    pasted = undefined;
    onKey({ kind: "paste", text: all.slice(0, end) });
    return all.slice(end + PASTE_END.length);
  }

  function take(text: string): string {
    // oxlint-disable-next-line no-control-regex -- keys are control characters
    const plain = /^[^\u0000-\u001f\u007f]+/.exec(text)?.[0];
    if (plain !== undefined) {
      onKey({ kind: "text", text: plain });
      return text.slice(plain.length);
    }
    if (text.startsWith(PASTE_BEGIN)) {
      pasted = "";
      return paste(text.slice(PASTE_BEGIN.length));
    }
    if (text.startsWith("\u001b")) return sequence(text);
    const key = CONTROLS[text.charAt(0)];
    if (key !== undefined) onKey({ kind: key });
    return text.slice(1);
  }

  /** Arrows and the like have no meaning here and are passed over. */
  function sequence(text: string): string {
    // oxlint-disable-next-line no-control-regex -- an escape sequence begins with Escape
    const whole = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])/.exec(text)?.[0];
    if (whole !== undefined) return text.slice(whole.length);
    // oxlint-disable-next-line no-control-regex -- as above
    if (/^\u001b(?:\[[0-?]*[ -/]*|O)$/.test(text)) {
      kept = text;
      return "";
    }
    onKey({ kind: "escape" });
    return text.slice(1);
  }

  return (chunk) => {
    let rest = kept + chunk;
    kept = "";
    if (pasted !== undefined) rest = paste(rest);
    while (rest !== "") rest = take(rest);
  };
}

const CONTROLS: Readonly<Record<string, "enter" | "backspace" | "clear" | "interrupt" | "end">> = {
  "\r": "enter",
  "\n": "enter",
  "\u007f": "backspace",
  "\b": "backspace",
  "\u0015": "clear",
  "\u0003": "interrupt",
  "\u0004": "end",
};
