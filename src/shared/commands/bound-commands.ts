import type { CommandInfo } from "./command.ts";
import { areKeys, parseKeys } from "./keys.ts";

/** What the user says of keys; a part of their preferences. */
export interface KeyChoices {
  /** Keys of commands in place of their own, by command; an empty list takes a command its keys. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
  /** What stands for the stroke `Prefix`; empty: none, and whatever begins with it has no keys. */
  readonly prefix: string;
  /** Whether a letter alone may be a command where nothing of its own has the focus. */
  readonly letters: boolean;
}

/** The pseudo stroke that stands before what tmux would have behind its prefix. */
const PREFIX = "Prefix ";

/** Commands with the keys that they have now: their own or those the user gave them, with the prefix put in. */
export function boundCommands<Info extends CommandInfo>(
  catalogue: readonly Info[],
  { bindings, prefix, letters }: KeyChoices,
): readonly (Info & { readonly keys: readonly string[] })[] {
  const hasPrefix = isPrefix(prefix);
  return catalogue.map((command) => {
    const chosen = bindings[command.id] ?? command.keys ?? [];
    const keys = chosen
      .flatMap((one) => expandPrefix(one, hasPrefix ? prefix : "") ?? [])
      .filter((one) => areKeys(one) && (letters || command.in !== undefined || !beginsWithCharacter(one)));
    return { ...command, keys };
  });
}

/** The keys with the prefix put in; undefined where there is none. */
export function expandPrefix(keys: string, prefix: string): string | undefined {
  if (!keys.startsWith(PREFIX)) return keys;
  return prefix === "" ? undefined : `${prefix} ${keys.slice(PREFIX.length)}`;
}

/** A prefix is one stroke that nobody types text with. */
export function isPrefix(keys: string): boolean {
  if (keys === "" || !areKeys(keys)) return false;
  const strokes = parseKeys(keys);
  return strokes.length === 1 && !beginsWithCharacter(keys);
}

function beginsWithCharacter(keys: string): boolean {
  const first = parseKeys(keys)[0];
  return first !== undefined && first.key.length === 1 && !first.mod && !first.ctrl && !first.alt;
}
