import { type KeyChoices, boundCommands, expandPrefix } from "./bound-commands.ts";
import type { CommandInfo } from "./command.ts";
import { type KeyConflict, findKeyConflicts } from "./key-conflicts.ts";
import { canonicalKeys } from "./keys.ts";

export type KeyBindings = KeyChoices["bindings"];

/** Keys a command may have, as the preferences allow. */
export const MAX_KEYS = 4;

/** A command with its keys as they are written down, and what is to be said of them. */
export interface KeyRow {
  readonly command: CommandInfo;
  /** As in the catalogue, with `Prefix` where the prefix stands. */
  readonly keys: readonly string[];
  /** The user has given it other keys than its own. */
  readonly isChanged: boolean;
  readonly conflicts: readonly KeyConflict[];
}

export function keyRows(catalogue: readonly CommandInfo[], choices: KeyChoices, isMac: boolean): readonly KeyRow[] {
  const conflicts = findKeyConflicts(boundCommands(catalogue, choices), { prefix: choices.prefix, isMac });
  const byCommand = new Map<string, KeyConflict[]>();
  for (const conflict of conflicts) {
    for (const id of conflict.commands) {
      const known = byCommand.get(id);
      if (known === undefined) byCommand.set(id, [conflict]);
      else known.push(conflict);
    }
  }
  return catalogue.map((command) => ({
    command,
    keys: choices.bindings[command.id] ?? command.keys ?? [],
    isChanged: choices.bindings[command.id] !== undefined,
    conflicts: byCommand.get(command.id) ?? [],
  }));
}

/** The bindings with those keys for that command; its own keys are none of the user's. */
export function rebind(bindings: KeyBindings, command: CommandInfo, keys: readonly string[]): KeyBindings {
  const { [command.id]: _, ...others } = bindings;
  const own = command.keys ?? [];
  const isOwn = own.length === keys.length && own.every((one, at) => one === keys[at]);
  return isOwn ? others : { ...others, [command.id]: [...keys].slice(0, MAX_KEYS) };
}

/** Keys without those that are the same strokes as `taken`, as they are with the prefix put in. */
export function withoutKeys(
  keys: readonly string[],
  taken: string,
  { prefix, isMac }: { readonly prefix: string; readonly isMac: boolean },
): readonly string[] {
  const strokes = canonicalKeys(taken, isMac);
  return keys.filter((one) => canonicalKeys(expandPrefix(one, prefix) ?? one, isMac) !== strokes);
}

/** Rows whose command has all the words, or whose keys begin with those that were pressed. */
export function findRows(
  rows: readonly KeyRow[],
  wanted: { readonly text: string; readonly pressed: string | undefined },
  { prefix, isMac }: { readonly prefix: string; readonly isMac: boolean },
): readonly KeyRow[] {
  const { text, pressed } = wanted;
  if (pressed !== undefined) {
    const strokes = canonicalKeys(pressed, isMac);
    return rows.filter(({ keys }) =>
      keys.some((one) => `${canonicalKeys(expandPrefix(one, prefix) ?? one, isMac)} `.startsWith(`${strokes} `)),
    );
  }
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter(({ command: { id, title, group, words: more = "" }, keys }) => {
    const all = `${title} ${group} ${more} ${id} ${keys.join(" ")}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
