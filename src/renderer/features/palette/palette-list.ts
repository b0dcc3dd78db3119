import type { BoundCommand } from "../../lib/commands/key-map.ts";
import type { Entry } from "./entries.tsx";
import type { PaletteMode } from "./palette-modes.ts";

/** How many of what was used lately stand ahead of everything. */
const RECENT_SHOWN = 6;

/** Entries that what the palette is about leaves over, and their order while nothing is typed. */
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
  if (mode !== undefined) return entries.filter(({ kind }) => mode.kinds.includes(kind));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const lately = recent.flatMap((id) => byId.get(id) ?? []).slice(0, RECENT_SHOWN);
  const ids = new Set(lately.map(({ id }) => id));
  return [...lately.map((entry) => ({ ...entry, group: "Used lately" })), ...entries.filter(({ id }) => !ids.has(id))];
}
