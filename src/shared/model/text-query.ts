import { type Failure, type Result, fail, ok } from "./result.ts";

/** What is looked for in texts. A plain text is found as it stands; a pattern is a JavaScript regular expression. */
export interface TextQuery {
  readonly text: string;
  readonly matchCase?: boolean | undefined;
  readonly wholeWord?: boolean | undefined;
  readonly isPattern?: boolean | undefined;
}

/** A global expression that finds what the query asks for; refused with the engine's own words where the pattern makes no sense. */
export function compileQuery(query: TextQuery): Result<RegExp, Failure<"bad-pattern">> {
  const { text, matchCase = false, wholeWord = false, isPattern = false } = query;
  const core = isPattern ? text : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  try {
    // What stands between word bounds must hold by itself: a bracket too many must not close ours.
    const plain = new RegExp(core, matchCase ? "g" : "gi");
    return ok(wholeWord ? new RegExp(String.raw`(?<!\w)(?:${core})(?!\w)`, plain.flags) : plain);
  } catch (error) {
    const why =
      error instanceof Error
        ? error.message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, "")
        : String(error);
    return fail("bad-pattern", `The pattern makes no sense: ${why}.`, {
      remedy: "Mend it, or switch patterns off to look for the text as it stands.",
    });
  }
}

/** Where `expression`, a global one, finds something in a line; what has no length is no find. */
export function* findIn(line: string, expression: RegExp): Generator<{ readonly at: number; readonly length: number }> {
  expression.lastIndex = 0;
  for (let found = expression.exec(line); found !== null; found = expression.exec(line)) {
    const [{ length }] = found;
    if (length === 0) expression.lastIndex += 1;
    else yield { at: found.index, length };
  }
}

export function isSameQuery(a: TextQuery, b: TextQuery): boolean {
  return a.text === b.text && a.matchCase === b.matchCase && a.wholeWord === b.wholeWord && a.isPattern === b.isPattern;
}
