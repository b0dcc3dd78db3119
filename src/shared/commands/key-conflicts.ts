import type { CommandInfo, CommandPart } from "./command.ts";
import { canonicalKeys } from "./keys.ts";

/** Keys that mean more than one thing where the same has the focus: only the first of `commands` gets them. */
export interface KeyConflict {
  readonly keys: string;
  /** What has the focus; undefined: anything without keys of its own. */
  readonly part: CommandPart | undefined;
  readonly commands: readonly string[];
  /** The second has longer keys that begin with these, which can therefore never be finished. */
  readonly isBeginning: boolean;
}

type Bound = Pick<CommandInfo, "id" | "in"> & { readonly keys: readonly string[] };

/** A part's own keys come ahead of everybody's: that is no conflict. `prefix` is no command but takes its stroke first. */
export function findKeyConflicts(
  commands: readonly Bound[],
  { prefix, isMac }: { readonly prefix: string; readonly isMac: boolean },
): readonly KeyConflict[] {
  const all = commands.flatMap((command) =>
    command.keys.map((keys) => ({ id: command.id, part: command.in, keys, canonical: canonicalKeys(keys, isMac) })),
  );
  const same = Map.groupBy(all, ({ part, canonical }) => `${part ?? ""}|${canonical}`);
  const conflicts: KeyConflict[] = [];
  for (const group of same.values()) {
    const [first] = group;
    const ids = [...new Set(group.map(({ id }) => id))];
    if (first !== undefined && ids.length > 1) {
      conflicts.push({ keys: first.keys, part: first.part, commands: ids, isBeginning: false });
    }
  }
  const taken = prefix === "" ? undefined : canonicalKeys(prefix, isMac);
  for (const one of all) {
    if (one.canonical === taken) continue;
    for (const longer of all) {
      const isLonger = longer.canonical.startsWith(`${one.canonical} `);
      if (longer.part !== one.part || longer.id === one.id || !isLonger) continue;
      conflicts.push({ keys: one.keys, part: one.part, commands: [one.id, longer.id], isBeginning: true });
    }
  }
  for (const one of all) {
    if (one.canonical === taken) {
      conflicts.push({ keys: one.keys, part: one.part, commands: [PREFIX_OWNER, one.id], isBeginning: true });
    }
  }
  return conflicts;
}

/** Stands in a conflict's `commands` for the prefix. */
export const PREFIX_OWNER = "prefix";
