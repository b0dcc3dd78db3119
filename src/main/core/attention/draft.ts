import type { AttentionEntry } from "../../../shared/model/attention.ts";
import type { AttentionFacts } from "./facts.ts";
import { holdUp } from "./held-up.ts";

/** An entry before it is looked up whether the user put it off. */
export type Draft = Readonly<Omit<AttentionEntry, "putOff" | "evidence">> & { readonly evidence: readonly string[] };

/** What would go on once the user has acted: these items, with all that waits for them. */
export function withHeldUp(
  draft: Omit<Draft, "holdsUp">,
  { items, submissions }: { readonly items: readonly string[]; readonly submissions: number },
  facts: AttentionFacts,
): Draft {
  return { ...draft, holdsUp: holdUp(items, submissions, facts) };
}
