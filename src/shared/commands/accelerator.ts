import { isPrefix } from "./bound-commands.ts";
import { parseKeys } from "./keys.ts";

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  "+": "Plus",
  Enter: "Return",
};

/**
 * Keys as Electron's menus write them; undefined for what they cannot show: sequences and, on a Mac, where the menu would
 * take them from whoever types, keys without Command or Control.
 */
export function menuAccelerator(keys: string, isMac: boolean): string | undefined {
  const [stroke, ...more] = parseKeys(keys);
  if (stroke === undefined || more.length > 0) return undefined;
  if (isMac && !stroke.mod && !stroke.ctrl && !/^F\d+$/.test(stroke.key)) return undefined;
  const held = [
    stroke.mod ? "CmdOrCtrl" : "",
    stroke.ctrl ? "Ctrl" : "",
    stroke.alt ? "Alt" : "",
    stroke.shift ? "Shift" : "",
  ].filter((part) => part !== "");
  const key = NAMES[stroke.key] ?? (stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key);
  return [...held, key].join("+");
}

/**
 * The keys that summon the app from anywhere, as Electron's globalShortcut takes them; undefined where the user has none.
 * Keys that would be taken from every other app, such as a letter or Shift with one, are none.
 */
export function summonAccelerator({ summon }: { readonly summon: string }): string | undefined {
  return canSummon(summon) ? menuAccelerator(summon, false) : undefined;
}

/** Whether these keys may be taken from every other app: what may be a prefix may. */
export function canSummon(keys: string): boolean {
  return isPrefix(keys);
}
