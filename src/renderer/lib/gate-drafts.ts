import type { Gate } from "../../shared/model/project.ts";

/** A gate while it is edited: its command as one line. `key` tells rows apart. */
export interface GateDraft {
  readonly key: number;
  readonly name: string;
  readonly command: string;
  /** Kept from what was suggested. */
  readonly timeoutMs?: number | undefined;
  /** Started together with the one before it. */
  readonly alongside?: boolean | undefined;
}

export function draftGates(gates: readonly Gate[]): readonly GateDraft[] {
  return gates.map(({ name, command, timeoutMs, alongside }, index) => ({
    key: index + 1,
    name,
    command: command.map(quote).join(" "),
    timeoutMs,
    alongside,
  }));
}

/** Rows without a command are left out; one without a name is called by its program. The first runs beside none. */
export function gatesOf(
  drafts: readonly GateDraft[],
): { name: string; command: string[]; timeoutMs?: number; alongside?: boolean }[] {
  const gates = drafts.flatMap((draft) => {
    const command = splitCommand(draft.command);
    const [program] = command;
    if (program === undefined) return [];
    const name = draft.name.trim() === "" ? program : draft.name.trim();
    const timeout = draft.timeoutMs === undefined ? {} : { timeoutMs: draft.timeoutMs };
    return [{ name, command, ...timeout, alongside: draft.alongside === true }];
  });
  return gates.map(({ alongside, ...gate }, at) => (alongside && at > 0 ? { ...gate, alongside } : gate));
}

/** Words of a line; quotes keep blanks together. Nothing else of a shell is known, as gates run without one. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted: string | undefined;
  for (const char of line) {
    if (quoted !== undefined) {
      if (char === quoted) quoted = undefined;
      else word = (word ?? "") + char;
    } else if (char === '"' || char === "'") {
      quoted = char;
      word ??= "";
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + char;
  }
  if (word !== undefined && word !== "") words.push(word);
  return words;
}

function quote(word: string): string {
  if (!/[\s"']/.test(word)) return word;
  return word.includes('"') ? `'${word}'` : `"${word}"`;
}
