import type { EntryKind } from "./palette-search.ts";

/** A first character that narrows the palette to some kinds of entry. */
export interface PaletteMode {
  readonly sign: string;
  /** What it is narrowed to, by one of its kinds, as the foot names it. */
  readonly name: string;
  readonly kinds: readonly EntryKind[];
}

export const PALETTE_MODES: readonly PaletteMode[] = [
  { sign: ">", name: "commands", kinds: ["command"] },
  { sign: "@", name: "agents", kinds: ["agent"] },
  { sign: "#", name: "items", kinds: ["item"] },
  { sign: ":", name: "convoys", kinds: ["convoy", "project"] },
  { sign: "!", name: "queue", kinds: ["submission"] },
  { sign: "=", name: "settings", kinds: ["setting", "layout"] },
];

/** What was typed without the sign of a mode, and that mode. */
export function readMode(text: string): { readonly mode: PaletteMode | undefined; readonly wanted: string } {
  const mode = PALETTE_MODES.find(({ sign }) => text.startsWith(sign));
  return { mode, wanted: mode === undefined ? text : text.slice(mode.sign.length).trimStart() };
}
