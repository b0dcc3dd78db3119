import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

/** A gate as the contract takes it. */
export interface GateInput {
  name: string;
  command: string[];
  alongside?: boolean;
}

/** What a gate begins with that is started together with the one before it. */
const ALONGSIDE = /^\s*\+\s+/;

/**
 * Reads `--gate "npm test"` options. Words are split at spaces and may be quoted; there is no shell behind them.
 * `+ npm run lint` runs beside the gate before it.
 */
export function parseGates(lines: readonly string[], none: boolean): Result<GateInput[] | undefined, Failure<"usage">> {
  if (none && lines.length > 0) return fail("usage", "Give --gate or --no-gates, not both.");
  if (none) return ok([]);
  if (lines.length === 0) return ok(undefined);
  const gates: GateInput[] = [];
  for (const line of lines) {
    const alongside = ALONGSIDE.test(line);
    if (alongside && gates.length === 0) {
      return fail("usage", `The gate ${line} is the first: there is none before it that it could run beside.`);
    }
    const words = line.replace(ALONGSIDE, "");
    const command = splitWords(words);
    if (command === undefined || command.length === 0) return fail("usage", `The gate ${line} is not a command.`);
    const name = words.trim().slice(0, 60);
    if (gates.some((gate) => gate.name === name)) return fail("usage", `The gate ${line} is given twice.`);
    gates.push({ name, command, ...(alongside ? { alongside } : {}) });
  }
  return ok(gates);
}

/** Words at spaces; '…' and "…" keep spaces, a backslash keeps the next character. Undefined where a quote is left open. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === "\\" && quote !== "'") {
      at += 1;
      word = (word ?? "") + line.charAt(at);
    } else if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return quote === undefined ? words : undefined;
}
