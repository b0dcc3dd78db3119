import { systemClock } from "../../src/main/core/base/clock.ts";
import { USER } from "../../src/shared/model/identity.ts";
import type { WorkItem } from "../../src/shared/model/work-item.ts";
import type { MeasuredRow } from "../bench.ts";
import { median, quantile } from "./ledger-plain.ts";
import { type LedgerRig, must } from "./ledger-rig.ts";

const ROUNDS = 30;
const SHOWN = 10;
const SEARCHES = ["parser", "loses line", '"hard to read"', "caseab", "measure scheduler area-7", "zzz"];

/** Ready work after a change, and search, in a ledger of this size. */
export async function measureReadsAt(
  { ledger }: LedgerRig,
  size: string,
  ids: readonly string[],
): Promise<readonly MeasuredRow[]> {
  const ready: number[] = [];
  const anew: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = ids[(round * 7_919) % ids.length] ?? "";
    must(await ledger.edit(id, { priority: round % 5 }, { actor: USER }));
    const asked = performance.now();
    const found = firstOf(ledger.readiness.ready(systemClock.now()), SHOWN);
    ready.push(performance.now() - asked);
    const began = performance.now();
    const all = recompute([...ledger.values()]);
    anew.push(performance.now() - began);
    if (found.length !== Math.min(SHOWN, all.length)) throw new Error(`Ready gave ${found.length} of ${all.length}.`);
  }
  const first = performance.now();
  await ledger.search.find("parser");
  const firstMs = performance.now() - first;
  const found: number[] = [];
  for (const text of [...SEARCHES, ...SEARCHES, ...SEARCHES]) {
    const began = performance.now();
    await ledger.search.find(text);
    found.push(performance.now() - began);
  }
  const looked = performance.now();
  for (const item of ledger.values()) `${item.title}\n${item.description}`.toLowerCase().includes("loses a line");
  const scan = performance.now() - looked;
  return [
    {
      id: `ledger-ready-${size}`,
      name: `ready (${SHOWN}) after a change, ${size} items, over full recomputation`,
      value: median(ready),
      unit: "ms",
      baseline: median(anew),
    },
    {
      id: `ledger-search-${size}`,
      name: `full-text search, ${size} items, over a look at every title and description`,
      value: median(found),
      unit: "ms",
      baseline: scan,
      note: `p99 ${quantile(found, 0.99).toFixed(1)} ms; the first ${firstMs.toFixed(0)} ms, in slices`,
    },
  ];
}

function firstOf<T>(all: Iterable<T>, count: number): readonly T[] {
  const first: T[] = [];
  for (const one of all) {
    first.push(one);
    if (first.length === count) break;
  }
  return first;
}

/** What a ledger without an index does at each question: looks at every item and sorts those that are ready. */
function recompute(items: readonly WorkItem[]): readonly WorkItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const waiting = new Map<string, number>();
  const isOpen = (id: string | undefined) => id !== undefined && (byId.get(id)?.status ?? "closed") !== "closed";
  for (const { status, links } of items) {
    if (status === "closed") continue;
    for (const { kind, to } of links) if (kind === "blocks") waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const ready = items.filter(
    ({ status, assignee, links }) =>
      status === "open" && assignee === undefined && !links.some(({ kind, to }) => kind === "blocks" && isOpen(to)),
  );
  return ready.toSorted(
    (a, b) =>
      a.priority - b.priority ||
      (waiting.get(b.id) ?? 0) - (waiting.get(a.id) ?? 0) ||
      a.createdAt - b.createdAt ||
      (a.id < b.id ? -1 : 1),
  );
}
