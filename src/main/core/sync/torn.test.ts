import { array, assert, constantFrom, integer, oneof, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { type IdentityPath, MANAGER, workerPath } from "../../../shared/model/identity.ts";
import { itemKind } from "../ledger/index.ts";
import { createHybridClock } from "../platform/store/merge/hybrid-clock.ts";
import { isAlive, stampsIn } from "../platform/store/merge/record-state.ts";
import { createTable } from "../platform/store/record-table.ts";
import { encodeShardLine } from "../platform/store/shard-line.ts";
import { isTorn } from "./claims.ts";
import { creation, event } from "./testing/sync-fixture.ts";

const ID = "demo-aaa";
const doings = ["claim", "release", "review", "resume", "close", "reopen"] as const;
type Doing = (typeof doings)[number];

/** A clone with one item, whose people do what the ledger lets them do, and that takes in what others have. */
function makeClone(n: number) {
  const { table, stored } = createTable(itemKind, `0000000${n}`);
  const clock = createHybridClock();
  const agent = workerPath("demo", `agent-${n}`);
  let now = n;
  let seq = 0;

  function put(type: string, data: unknown, actor: IdentityPath): void {
    now += 10;
    seq += 1;
    const { ms, counter } = clock.next(now);
    const made = type === "workItemCreated" ? creation(ID, actor) : event(ID, type, data, actor);
    stored.apply({ ...made, seq, at: now, ms, tick: counter });
  }

  function act(what: Doing): void {
    const item = table.get(ID);
    if (item === undefined) return;
    const isClosed = item.status === "closed";
    // Also what another has: supervisors may.
    const isHeld = item.assignee !== undefined && !isClosed;
    if (what === "claim" && item.assignee === undefined && item.status === "open") put("workItemClaimed", {}, agent);
    if (what === "release" && isHeld) put("workItemReleased", {}, agent);
    if (what === "review" && isHeld) put("workItemStatusChanged", { status: "in-review" }, agent);
    if (what === "resume" && isHeld) put("workItemStatusChanged", { status: "in-progress" }, agent);
    if (what === "close" && !isClosed) put("workItemClosed", {}, agent);
    if (what === "reopen" && isClosed) put("workItemReopened", {}, agent);
  }

  return {
    stored,
    item: () => table.get(ID),
    line: () => stored.lineOf(ID),
    create: () => {
      put("workItemCreated", {}, agent);
    },
    act,
    take(line: ReturnType<typeof stored.lineOf>): void {
      if (line === undefined) return;
      const before = table.get(ID);
      stored.take("demo", line);
      for (const stamp of stampsIn(line)) clock.observe(stamp);
      const theirs = isAlive(line) ? line.record : undefined;
      if (isTorn({ kind: "item", before, after: table.get(ID), theirs })) put("workItemReleased", {}, MANAGER);
    },
  };
}

const CLONES = 4;
const clone = integer({ min: 0, max: CLONES - 1 });
const step = oneof(
  { weight: 3, arbitrary: record({ clone, what: constantFrom(...doings) }) },
  { weight: 2, arbitrary: record({ clone, from: clone }) },
);

describe("an item that several work on without knowing of one another", () => {
  it("is never in progress and nobody's once a join was seen to, and comes to the same everywhere", () => {
    let torn = 0;
    assert(
      property(array(step, { minLength: 10, maxLength: 80 }), (steps) => {
        const clones = Array.from({ length: CLONES }, (_, n) => makeClone(n));
        const [first] = clones;
        first?.create();
        first?.act("claim");
        for (const one of clones) if (one !== first) one.take(first?.line());
        for (const one of steps) {
          const here = clones[one.clone];
          if ("what" in one) here?.act(one.what);
          else here?.take(clones[one.from]?.line());
          const item = here?.item();
          expect(item?.status === "in-progress" && item.assignee === undefined).toBe(false);
          if (item?.updatedBy === MANAGER) torn += 1;
        }
        // As often as it takes for what a join brought about to reach all.
        for (let round = 0; round < CLONES; round += 1) {
          for (const here of clones) for (const other of clones) here.take(other.line());
        }
        const lines = clones.map((one) => one.line()).map((line) => (line === undefined ? "" : encodeShardLine(line)));
        expect(new Set(lines).size).toBe(1);
      }),
      { numRuns: 1_000, seed: 7 },
    );
    expect(torn, "histories in which a join tore it").toBeGreaterThan(0);
  });
});
