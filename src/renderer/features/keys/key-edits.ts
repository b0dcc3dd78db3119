import { expandPrefix, mayHave } from "../../../shared/commands/bound-commands.ts";
import type { CommandInfo } from "../../../shared/commands/command.ts";
import { type KeyBindings, type KeyRow, MAX_KEYS, rebind, withoutKeys } from "../../../shared/commands/key-book.ts";
import type { KeyConflict } from "../../../shared/commands/key-conflicts.ts";
import { canonicalKeys, keyWords } from "../../../shared/commands/keys.ts";
import type { Services } from "../../lib/services.tsx";

/** What can be done to the key map; each change counts at once, everywhere. */
export interface KeyEdits {
  titleOf(command: string): string;
  /** `pressed` are strokes as they were pressed; behind the prefix they stay there whatever the prefix becomes. */
  add(row: KeyRow, pressed: string): void;
  remove(row: KeyRow, keys: string): void;
  /** Gives a command its own keys back. */
  reset(row: KeyRow): void;
  resetAll(): void;
  /** Takes keys from all others that they are in conflict with. */
  settle(row: KeyRow, conflict: KeyConflict): void;
}

export function createKeyEdits(
  catalogue: readonly CommandInfo[],
  { preferences, ui, toasts, platform: { isMac } }: Pick<Services, "preferences" | "ui" | "toasts" | "platform">,
): KeyEdits {
  const byId = new Map(catalogue.map((command) => [command.id, command]));
  const now = () => preferences.store.getState().keys;
  const give = (changes: readonly (readonly [CommandInfo, readonly string[]])[]) => {
    let bindings: KeyBindings = now().bindings;
    for (const [command, keys] of changes) bindings = rebind(bindings, command, keys);
    preferences.set({
      keys: { bindings: Object.fromEntries(Object.entries(bindings).map(([id, keys]) => [id, [...keys]])) },
    });
  };
  const keysOf = (command: CommandInfo) => now().bindings[command.id] ?? command.keys ?? [];

  return {
    titleOf: (id) => byId.get(id)?.title ?? id,
    add({ command }, pressed) {
      if (!mayHave(command, pressed)) {
        toasts.say(`${keyWords(pressed, isMac)} stays as it is`, {
          tone: "attention",
          detail: "It leads through the window, or works what has the focus. Hold Control, Alt or Command as well.",
        });
        return;
      }
      const { prefix } = now();
      const [first, ...rest] = pressed.split(" ");
      const isBehind =
        prefix !== "" && rest.length > 0 && canonicalKeys(first ?? "", isMac) === canonicalKeys(prefix, isMac);
      const written = isBehind ? `Prefix ${rest.join(" ")}` : pressed;
      const others = withoutKeys(keysOf(command), pressed, { prefix, isMac });
      // The new ones come first, where they are shown.
      give([[command, [written, ...others].slice(0, MAX_KEYS)]]);
      ui.announce(`${keyWords(pressed, isMac)} is now on ${command.title}`);
    },
    remove({ command }, keys) {
      give([[command, keysOf(command).filter((one) => one !== keys)]]);
      const shown = expandPrefix(keys, now().prefix) ?? keys;
      ui.announce(`${keyWords(shown, isMac)} is taken from ${command.title}`);
    },
    reset({ command }) {
      give([[command, command.keys ?? []]]);
      ui.announce(`${command.title} has its own keys again`);
    },
    resetAll() {
      preferences.set({ keys: { bindings: {} } });
      ui.announce("All commands have their own keys again");
    },
    settle({ command }, { keys, commands, isBeginning }) {
      const { prefix } = now();
      const others = commands.flatMap((id) => (id === command.id ? [] : (byId.get(id) ?? [])));
      const strokes = canonicalKeys(keys, isMac);
      const isTaken = (one: string) => {
        const theirs = canonicalKeys(expandPrefix(one, prefix) ?? one, isMac);
        return theirs === strokes || (isBeginning && theirs.startsWith(`${strokes} `));
      };
      give(others.map((other) => [other, keysOf(other).filter((one) => !isTaken(one))]));
      ui.announce(`${keyWords(keys, isMac)} is only on ${command.title} now`);
    },
  };
}
