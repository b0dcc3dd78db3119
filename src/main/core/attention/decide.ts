import type { AttentionEntry } from "../../../shared/model/attention.ts";
import { agentEntries, nextAgentTime } from "./agent-entries.ts";
import type { Draft } from "./draft.ts";
import type { AttentionFacts } from "./facts.ts";
import { otherEntries } from "./other-entries.ts";
import { type PutOff, isPutOff } from "./put-off.ts";
import { queueEntries } from "./queue-entries.ts";

export interface Attention {
  readonly entries: readonly AttentionEntry[];
  readonly putOff: readonly AttentionEntry[];
}

/** Everything that needs the user: what holds up most comes first, then what waits longest. Pure. */
export function attentionOf(facts: AttentionFacts, putOffOf: (id: string) => PutOff | undefined): Attention {
  const agents = agentEntries(facts);
  const listed = new Set<string | undefined>(agents.map(({ agent }) => agent));
  const drafts = [...agents, ...queueEntries(facts), ...otherEntries(facts, (agent) => listed.has(agent))];
  const ordered = drafts.toSorted(byWeight);
  const entries: AttentionEntry[] = [];
  const putOff: AttentionEntry[] = [];
  for (const { evidence, ...draft } of ordered) {
    const record = putOffOf(draft.id);
    const entry = { ...draft, evidence: [...evidence] };
    if (record === undefined || !isPutOff(record, draft, facts.now)) {
      entries.push(entry);
    } else {
      const { at, until } = record;
      putOff.push({ ...entry, putOff: { at, ...(until === undefined ? {} : { until }) } });
    }
  }
  return { entries, putOff };
}

/** When the list is another one though nothing happens; undefined: never. Pure. */
export function nextTime(facts: AttentionFacts, { putOff }: Attention): number | undefined {
  const times = [nextAgentTime(facts), ...putOff.map((one) => one.putOff?.until)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Items and submissions count alike: both are work that stands. */
export function weightOf({ holdsUp }: Pick<AttentionEntry, "holdsUp">): number {
  return holdsUp.count + holdsUp.submissions;
}

/** What only tells comes after all that asks. */
const ASKS_NOTHING: ReadonlySet<Draft["kind"]> = new Set(["mail"]);

function byWeight(a: Draft, b: Draft): number {
  return (
    Number(ASKS_NOTHING.has(a.kind)) - Number(ASKS_NOTHING.has(b.kind)) ||
    weightOf(b) - weightOf(a) ||
    a.since - b.since
  );
}
