import type { BoundCommand } from "../../lib/commands/key-map.ts";
import type { Entry } from "./entries.tsx";
import type { PaletteMode } from "./palette-modes.ts";

/** Entries that what the palette is about leaves over, what was used lately first. */
export function listedEntries(
  entries: readonly Entry[],
  shown: {
    readonly ask: BoundCommand | undefined;
    readonly mode: PaletteMode | undefined;
    /** Ids, the latest first. */
    readonly recent: readonly string[];
    whyNot(command: BoundCommand, target: string): string | undefined;
  },
): readonly Entry[] {
  const { ask, mode, recent, whyNot } = shown;
  if (ask !== undefined) {
    return entries.filter(({ kind, target }) => kind === ask.needs && whyNot(ask, target) === undefined);
  }
  const offered = mode === undefined ? entries : entries.filter(({ kind }) => mode.kinds.includes(kind));
  const byId = new Map(offered.map((entry) => [entry.id, entry]));
  const used = recent.flatMap((id) => byId.get(id) ?? []);
  const ids = new Set(used.map(({ id }) => id));
  return [...used.map((entry, lately) => ({ ...entry, lately })), ...offered.filter(({ id }) => !ids.has(id))];
}
