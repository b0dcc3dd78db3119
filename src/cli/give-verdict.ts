import type { OutputOf } from "../shared/contract/contract.ts";
import type { ReviewVerdict } from "../shared/model/review.ts";
import type { Result } from "../shared/model/result.ts";
import type { CommandContext, OptionSpec } from "./command.ts";
import { longText } from "./long-text.ts";

/** What every verdict may come with. */
export const verdictOptions = {
  project: { kind: "text", label: "PROJECT", names: "project", summary: "Where there is work in several." },
  note: { kind: "text", label: "TEXT", summary: "A summary; - reads it from standard input." },
  tip: { kind: "text", label: "COMMIT", summary: "What you looked at: refused if it is another one by now." },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export interface VerdictToGive {
  readonly of: string;
  readonly verdict: ReviewVerdict["verdict"];
  readonly project: string | undefined;
  readonly note: string | undefined;
  readonly tip: string | undefined;
  readonly first?: boolean;
}

export async function giveVerdict(
  context: CommandContext,
  { note: given, ...verdict }: VerdictToGive,
): Promise<Result<OutputOf<"review.submit">>> {
  const note = longText(context.io, { option: "note", text: given });
  return note.ok ? await context.call("review.submit", { ...verdict, note: note.value }) : note;
}
