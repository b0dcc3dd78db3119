import type { AttentionEntry } from "../../shared/model/attention.ts";

export function entryFixture(id: string, more: Partial<AttentionEntry> = {}): AttentionEntry {
  return {
    id,
    kind: "decision",
    title: `Title of ${id}`,
    why: "Because.",
    evidence: [],
    since: 1,
    holdsUp: { items: [], count: 0, convoys: [], submissions: 0 },
    mark: "1",
    ...more,
  };
}
