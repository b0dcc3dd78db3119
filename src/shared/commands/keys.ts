/** One stroke as written in the catalogue, e.g. `Mod+Shift+P`. */
export interface Stroke {
  readonly key: string;
  /** Command on a Mac, Control elsewhere. */
  readonly mod: boolean;
  /** Control as such, which on a Mac is another key than Mod. */
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** The key's place on the keyboard, e.g. `BracketLeft`: what Alt makes of a letter differs by system. */
  readonly code?: string;
}

const HELD = ["Mod", "Ctrl", "Alt", "Shift"] as const;
/** What only goes with another key, as `KeyboardEvent.key` calls it. */
const HELD_KEYS: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"]);

/** Strokes one after the other. A text that names no key gives a stroke that nobody can press. */
export function parseKeys(keys: string): readonly Stroke[] {
  return keys.split(" ").map((text) => {
    // The plus sign is a key, too.
    const parts = text.endsWith("++") ? [...text.slice(0, -2).split("+"), "+"] : text === "+" ? ["+"] : text.split("+");
    const key = parts.at(-1) ?? "";
    return {
      key: key.length === 1 ? key.toLowerCase() : key,
      mod: parts.includes("Mod"),
      ctrl: parts.includes("Ctrl"),
      shift: parts.includes("Shift"),
      alt: parts.includes("Alt"),
    };
  });
}

/** Whether strokes can be meant by this text: each one key, after keys that are held. */
export function areKeys(keys: string): boolean {
  return keys.split(" ").every((text) => {
    const held = text.endsWith("+") ? text.slice(0, -1).replace(/\+$/, "") : text.slice(0, text.lastIndexOf("+") + 1);
    const key = parseKeys(text)[0]?.key ?? "";
    const names = held.split("+").filter((part) => part !== "");
    return (key.length === 1 || /^[A-Z][A-Za-z0-9]+$/.test(key)) && !isHeld(key) && names.every(isHeld);
  });
}

function isHeld(part: string): boolean {
  return HELD.some((one) => one === part);
}

export function isHeldKey(press: KeyPress): boolean {
  return HELD_KEYS.has(press.key);
}

export function isStroke(stroke: Stroke, press: KeyPress, isMac: boolean): boolean {
  const wanted = heldKeys(stroke, isMac);
  if (wanted.ctrl !== press.ctrlKey || wanted.meta !== press.metaKey || press.altKey !== stroke.alt) return false;
  if (!isBareSymbol(stroke) && press.shiftKey !== stroke.shift) return false;
  return keyOf(press, stroke.alt) === stroke.key;
}

function heldKeys({ mod, ctrl }: Stroke, isMac: boolean) {
  return isMac ? { ctrl, meta: mod } : { ctrl: ctrl || mod, meta: false };
}

/** Characters such as ? and / need Shift on some keyboards and not on others: then the character alone decides. */
function isBareSymbol({ key, mod, ctrl, alt }: Stroke): boolean {
  return key.length === 1 && !/[a-z0-9]/.test(key) && !mod && !ctrl && !alt;
}

/** What was pressed, written as in the catalogue; undefined for a key that is only held, and for what no command can have. */
export function writeStroke(press: KeyPress, isMac: boolean): string | undefined {
  if (isHeldKey(press) || press.key === "" || press.key === "Unidentified") return undefined;
  const isCommand = isMac ? press.metaKey : press.ctrlKey;
  const key = press.key === " " ? "Space" : keyOf(press, press.altKey);
  const written = key.length === 1 ? key.toUpperCase() : key;
  const held = [
    isCommand ? "Mod" : "",
    isMac && press.ctrlKey ? "Ctrl" : "",
    press.altKey ? "Alt" : "",
    press.shiftKey ? "Shift" : "",
  ].filter((part) => part !== "");
  const stroke = parseKeys(written)[0];
  const bare = stroke !== undefined && isBareSymbol(stroke) && !isCommand && !press.altKey && !press.ctrlKey;
  return [...(bare ? held.filter((part) => part !== "Shift") : held), written].join("+");
}

/** The same text for whatever is the same strokes on this system. */
export function canonicalKeys(keys: string, isMac: boolean): string {
  return parseKeys(keys)
    .map((stroke) => {
      const { ctrl, meta } = heldKeys(stroke, isMac);
      const shift = stroke.shift && !isBareSymbol(stroke);
      const held = [ctrl ? "ctrl" : "", meta ? "meta" : "", stroke.alt ? "alt" : "", shift ? "shift" : ""];
      return [...held.filter((part) => part !== ""), stroke.key].join("+");
    })
    .join(" ");
}

/** With Alt a Mac types another character; then the key's place tells. */
function keyOf(press: KeyPress, isAlt: boolean): string {
  if (isAlt && press.code !== undefined) {
    if (press.code.startsWith("Key")) return press.code.slice(3).toLowerCase();
    if (press.code.startsWith("Digit")) return press.code.slice(5);
    if (press.code === "BracketLeft") return "[";
    if (press.code === "BracketRight") return "]";
  }
  if (press.key === " ") return "Space";
  return press.key.length === 1 ? press.key.toLowerCase() : press.key;
}

const NAMES = { Enter: "↵", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const MAC_NAMES: Readonly<Record<string, string>> = { ...NAMES, Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const OTHER_NAMES: Readonly<Record<string, string>> = { ...NAMES, Mod: "Ctrl" };

/** What is drawn on key caps: one list of caps per stroke. */
export function keyCaps(keys: string, isMac: boolean): readonly (readonly string[])[] {
  const names = isMac ? MAC_NAMES : OTHER_NAMES;
  return keys.split(" ").map((stroke) => {
    const parts = stroke.endsWith("++") ? [...stroke.slice(0, -2).split("+"), "+"] : stroke.split("+");
    return (stroke === "+" ? ["+"] : parts).map((part) => names[part] ?? part);
  });
}

const SPOKEN: Readonly<Record<string, string>> = { "⌘": "Command", "⇧": "Shift", "⌥": "Option", "⌃": "Control" };

/** Keys as words, for screen readers and for paper. */
export function keyWords(keys: string, isMac: boolean): string {
  return keyCaps(keys, isMac)
    .map((caps) => caps.map((cap) => SPOKEN[cap] ?? cap).join("+"))
    .join(" then ");
}
