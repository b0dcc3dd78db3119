/** One stroke as written in the catalogue, e.g. `Mod+Shift+P`. */
export interface Stroke {
  readonly key: string;
  readonly mod: boolean;
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

export function parseKeys(keys: string): readonly Stroke[] {
  return keys.split(" ").map((text) => {
    const parts = text.split("+");
    const key = parts.at(-1) ?? "";
    return {
      key: key.length === 1 ? key.toLowerCase() : key,
      mod: parts.includes("Mod"),
      shift: parts.includes("Shift"),
      alt: parts.includes("Alt"),
    };
  });
}

export function isStroke(stroke: Stroke, press: KeyPress, isMac: boolean): boolean {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== stroke.mod || otherMod || press.altKey !== stroke.alt) return false;
  // Characters such as ? and / need Shift on some keyboards and not on others: then the character alone decides.
  const isSymbol = stroke.key.length === 1 && !/[a-z0-9]/.test(stroke.key);
  if (!(isSymbol && !stroke.mod && !stroke.alt) && press.shiftKey !== stroke.shift) return false;
  return keyOf(press, stroke) === stroke.key;
}

/** With Alt a Mac types another character; then the key's place tells. */
function keyOf(press: KeyPress, stroke: Stroke): string {
  if (stroke.alt && press.code !== undefined) {
    if (press.code.startsWith("Key")) return press.code.slice(3).toLowerCase();
    if (press.code === "BracketLeft") return "[";
    if (press.code === "BracketRight") return "]";
  }
  return press.key.length === 1 ? press.key.toLowerCase() : press.key;
}

const NAMES = { Enter: "↵", ArrowUp: "↑", ArrowDown: "↓" };
const MAC_NAMES: Readonly<Record<string, string>> = { ...NAMES, Mod: "⌘", Shift: "⇧", Alt: "⌥" };
const OTHER_NAMES: Readonly<Record<string, string>> = { ...NAMES, Mod: "Ctrl" };

/** What is drawn on key caps: one list of caps per stroke. */
export function keyCaps(keys: string, isMac: boolean): readonly (readonly string[])[] {
  const names = isMac ? MAC_NAMES : OTHER_NAMES;
  return keys.split(" ").map((stroke) => stroke.split("+").map((part) => names[part] ?? part));
}
