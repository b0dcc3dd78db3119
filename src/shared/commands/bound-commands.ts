import type { CommandInfo } from "./command.ts";
import { type Stroke, areKeys, parseKeys } from "./keys.ts";

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
      .filter((one) => mayHave(command, one) && (letters || command.in !== undefined || !beginsWithCharacter(one)));
    return { ...command, keys };
  });
}

/** The keys with the prefix put in; undefined where there is none. */
export function expandPrefix(keys: string, prefix: string): string | undefined {
  if (!keys.startsWith(PREFIX)) return keys;
  return prefix === "" ? undefined : `${prefix} ${keys.slice(PREFIX.length)}`;
}

/**
 * Whether a command can have these keys at all. What leads through the window and works what has the focus stays with it,
 * or nobody without a mouse could put right what they bound: Tab and Escape always, and Enter, the space bar and arrows but
 * for a part of the window that has the focus.
 */
export function mayHave({ in: part }: Pick<CommandInfo, "in">, keys: string): boolean {
  const [first] = parseKeys(keys);
  if (first === undefined || !areKeys(keys)) return false;
  if (isHeldWith(first)) return true;
  return !(part === undefined ? /^(?:Tab|Escape|Enter|Space|Arrow\w+)$/ : /^(?:Tab|Escape)$/).test(first.key);
}

/** A prefix is one stroke that nobody types or edits text with, nor moves about by: it is heard wherever one is. */
export function isPrefix(keys: string): boolean {
  const [first, ...rest] = parseKeys(keys);
  return first !== undefined && rest.length === 0 && areKeys(keys) && (isHeldWith(first) || /^F\d+$/.test(first.key));
}

function isHeldWith({ mod, ctrl, alt }: Stroke): boolean {
  return mod || ctrl || alt;
}

function beginsWithCharacter(keys: string): boolean {
  const first = parseKeys(keys)[0];
  return first !== undefined && first.key.length === 1 && !isHeldWith(first);
}
