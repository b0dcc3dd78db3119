import { array, assert, constantFrom, integer, oneof, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { stableJson } from "../stable-json.ts";
import { countChange, seenAtDeletion } from "./counter.ts";
import { createHybridClock } from "./hybrid-clock.ts";
import { joinStates, lostValues } from "./join-states.ts";
import { type Fields, compileRules } from "./merge-rules.ts";
import { type RecordState, hasSeen, isAlive, joinSeen } from "./record-state.ts";
import { inOrder } from "./registers.ts";
import { bornAt, deletedAt, stampChange } from "./stamp-change.ts";
import { type Stamp, makeStamp } from "./stamp.ts";

const rules = compileRules({
  sets: { labels: [], links: ["kind", "to"] },
  counter: "version",
  registers: [
    { fields: ["status", "closedAt"], weight: (one) => (one["status"] === "closed" ? 1 : 0) },
    { fields: ["assignee"], weight: (one) => (one["assignee"] === undefined ? 0 : 1), prefer: "earlier" },
    { fields: ["updatedAt", "updatedBy"] },
  ],
});

type Edit = { readonly field: string; readonly value: unknown };

const created: Fields = { title: "as created", labels: ["a"], links: [], status: "open", version: 1 };

/** A clone with one record: changes it by its own clock, takes in what others have. */
function makeClone(name: string, skewMs: number, actor = name) {
  const clock = createHybridClock();
  let now = Date.UTC(2026, 0, 1) + skewMs;
  let seq = 0;
  let state: RecordState | undefined;

  function put(after: Fields | undefined): void {
    now += 1;
    seq += 1;
    const stamp = makeStamp(clock.next(now), actor);
    const before = state;
    const known = before === undefined ? {} : before.seen;
    if (after === undefined) {
      if (before === undefined || !isAlive(before)) return;
      const seen = seenAtDeletion(before, joinSeen(known, { [name]: [seq, seq] }), rules);
      state = { ...deletedAt(stamp, before, now), seen };
      return;
    }
    const wanted = inOrder(after, rules);
    const numbers = joinSeen(known, { [name]: [seq, seq] });
    const change = { stream: name, total: Number(wanted["version"]), seen: numbers };
    const counted = before === undefined ? change : countChange(before, change, "version");
    const sorted: Fields = { ...wanted, version: counted.total };
    const { seen } = counted;
    state =
      before !== undefined && isAlive(before)
        ? { ...before, ...stampChange(before, sorted, stamp, rules), seen, record: sorted }
        : { ...bornAt(stamp, before), at: now, seen, record: sorted };
  }

  return {
    name,
    /** How often it changed something itself. */
    get changes() {
      return seq;
    },
    get state() {
      return state;
    },
    /** Undefined deletes; on a record that is not there everything creates. */
    edit(change: Edit | undefined) {
      const record = state !== undefined && isAlive(state) ? state.record : undefined;
      if (record === undefined) put(created);
      else if (change === undefined) put(undefined);
      else {
        const version = Number(record["version"]) + 1;
        const { [change.field]: _, ...rest } = record;
        const more = change.value === undefined ? {} : { [change.field]: change.value };
        put({ ...rest, ...more, version, updatedAt: now, updatedBy: name });
      }
    },
    take(other: RecordState | undefined) {
      if (other === undefined) return;
      state = state === undefined ? other : joinStates(state, other, rules);
      for (const stamp of stampsOf(other)) clock.observe(stamp);
    },
  };
}

function stampsOf(state: RecordState): Stamp[] {
  return isAlive(state) ? [state.born, ...Object.values(state.clocks)] : [state.deleted.clock];
}

const element = constantFrom("a", "b", "c");
const link = record({ kind: constantFrom("blocks", "related"), to: element });
const edit = oneof(
  record({ field: constantFrom("title", "notes", "assignee"), value: oneof(element, constantFrom(undefined)) }),
  record({ field: constantFrom("status"), value: constantFrom("open", "in-progress", "closed") }),
  record({ field: constantFrom("labels"), value: array(element) }),
  record({ field: constantFrom("links"), value: array(link) }),
  constantFrom(undefined),
);
const step = (clones: number) =>
  oneof(
    {
      weight: 3,
      arbitrary: record({ kind: constantFrom("edit" as const), clone: integer({ min: 0, max: clones - 1 }), edit }),
    },
    {
      weight: 2,
      arbitrary: record({
        kind: constantFrom("take" as const),
        clone: integer({ min: 0, max: clones - 1 }),
        from: integer({ min: 0, max: clones - 1 }),
      }),
    },
  );
/** Clocks that differ by seconds; or none do, and everybody acts as `user`, so that clocks of different changes are the same. */
const history = integer({ min: 3, max: 30 }).chain((clones) =>
  record({
    count: constantFrom(clones),
    steps: array(step(clones), { maxLength: 120 }),
    skews: array(integer({ min: -5_000, max: 5_000 }), { minLength: clones, maxLength: clones }),
    areAlike: constantFrom(true, false),
  }),
);

interface History {
  readonly count: number;
  readonly steps: readonly StepOf[];
  readonly skews: readonly number[];
  readonly areAlike: boolean;
}

function live({ count, steps, skews, areAlike }: History) {
  const clones = Array.from({ length: count }, (_, n) =>
    areAlike ? makeClone(`clone-${n}`, 0, "user") : makeClone(`clone-${n}`, skews[n] ?? 0),
  );
  for (const one of steps) {
    const clone = clones[one.clone];
    if (one.kind === "edit") clone?.edit(one.edit);
    else clone?.take(clones[one.from]?.state);
  }
  return clones;
}
type StepOf =
  | { readonly kind: "edit"; readonly clone: number; readonly edit: Edit | undefined }
  | { readonly kind: "take"; readonly clone: number; readonly from: number };

function joinAll(states: readonly RecordState[]): RecordState | undefined {
  return states.reduce<RecordState | undefined>(
    (all, one) => (all === undefined ? one : joinStates(all, one, rules)),
    undefined,
  );
}

describe("joining states that really arise", () => {
  const runs = { numRuns: 600, seed: 42 };

  it("is commutative, associative and idempotent, to the byte", () => {
    assert(
      property(history, (past) => {
        const states = live(past).flatMap(({ state }) => (state === undefined ? [] : [state]));
        const join = (a: RecordState, b: RecordState) => joinStates(a, b, rules);
        for (const [n, a] of states.entries()) {
          const b = states[(n + 1) % states.length] ?? a;
          const c = states[(n + 2) % states.length] ?? a;
          expect(stableJson(join(a, a))).toBe(stableJson(a));
          expect(stableJson(join(a, b))).toBe(stableJson(join(b, a)));
          expect(stableJson(join(join(a, b), c))).toBe(stableJson(join(a, join(b, c))));
          expect(stableJson(join(join(a, b), b))).toBe(stableJson(join(a, b)));
        }
      }),
      runs,
    );
  });

  it("brings any number of clones to the same bytes, in whatever order they meet", () => {
    assert(
      property(history, (past) => {
        const states = live(past).flatMap(({ state }) => (state === undefined ? [] : [state]));
        expect(stableJson(joinAll(states))).toBe(stableJson(joinAll(states.toReversed())));
      }),
      runs,
    );
  });

  it("counts every change of every clone once, so that a number stands for what is the same everywhere", () => {
    assert(
      property(history, (past) => {
        const steps = past.steps.filter((one) => one.kind === "take" || one.edit !== undefined);
        const clones = live({ ...past, steps });
        const all = joinAll(clones.flatMap(({ state }) => (state === undefined ? [] : [state])));
        if (all === undefined || !isAlive(all)) return;
        expect(all.record["version"]).toBe(clones.reduce((sum, { changes }) => sum + changes, 0));
      }),
      runs,
    );
  });

  it("counts further whenever a join brings what was not seen", () => {
    assert(
      property(history, (past) => {
        const states = live(past).flatMap(({ state }) => (state !== undefined && isAlive(state) ? [state] : []));
        for (const [n, a] of states.entries()) {
          const b = states[(n + 1) % states.length] ?? a;
          const joined = joinStates(a, b, rules);
          if (a.life !== b.life || hasSeen(a.seen, b.seen)) continue;
          expect(isAlive(joined) && Number(joined.record["version"])).toBeGreaterThan(Number(a.record["version"]));
        }
      }),
      runs,
    );
  });

  it("never takes back what a clone changed after it had seen everything", () => {
    assert(
      property(history, edit, (past, last) => {
        const clones = live(past);
        const [first, ...others] = clones;
        if (first === undefined) return;
        for (const other of others) first.take(other.state);
        first.edit(last);
        expect(stableJson(joinAll(clones.flatMap(({ state }) => (state === undefined ? [] : [state]))))).toBe(
          stableJson(first.state),
        );
      }),
      runs,
    );
  });
});

describe("concurrent changes of two clones", () => {
  /** Both begin with the same record; `a` acts first by the clock, `b` second. */
  function diverge(a: readonly (Edit | undefined)[], b: readonly (Edit | undefined)[], before: readonly Edit[] = []) {
    const [one, other] = [makeClone("one", 0), makeClone("other", 1_000)];
    one.edit(undefined);
    for (const change of before) one.edit(change);
    const base = one.state;
    other.take(base);
    for (const change of a) one.edit(change);
    for (const change of b) other.edit(change);
    if (one.state === undefined || other.state === undefined) throw new Error("Nothing was made.");
    const joined = joinStates(one.state, other.state, rules);
    const lost = lostValues(one.state, other.state, { base, rules });
    return { joined, record: isAlive(joined) ? joined.record : undefined, lost, one, other };
  }
  const set = (field: string, value: unknown): Edit => ({ field, value });

  it("of different fields are both kept", () => {
    const { record, lost } = diverge([set("title", "new")], [set("notes", "noted")]);
    expect(record).toMatchObject({ title: "new", notes: "noted" });
    expect(lost).toEqual([]);
  });

  it("of one field: the later stays, and the other is named", () => {
    const { record, lost } = diverge([set("title", "first")], [set("title", "second")]);
    expect(record).toMatchObject({ title: "second", updatedBy: "other" });
    expect(lost).toMatchObject([{ field: "title", kept: "second", lost: "first" }]);
  });

  it("of a set: each element on its own", () => {
    const { record } = diverge([set("labels", ["a", "mine"])], [set("labels", ["theirs"])]);
    expect(record?.["labels"]).toEqual(["mine", "theirs"]);
  });

  it("an element that was taken off stays off, and comes back when it is put on again", () => {
    expect(diverge([set("labels", [])], [set("notes", "x")]).record?.["labels"]).toEqual([]);
    const again = diverge([set("labels", [])], [set("labels", []), set("labels", ["a"])]);
    expect(again.record?.["labels"]).toEqual(["a"]);
  });

  it("a close beats what others did to the status meanwhile, even later", () => {
    const { record } = diverge([set("status", "closed")], [set("status", "in-progress")]);
    expect(record).toMatchObject({ status: "closed" });
  });

  it("opening again beats the close, and a close of somebody who knew of neither", () => {
    const { record } = diverge([set("status", "closed"), set("status", "open")], [set("status", "closed")]);
    expect(record).toMatchObject({ status: "open" });
  });

  it("of two claims the earlier stays", () => {
    const { record, lost } = diverge([set("assignee", "ada")], [set("assignee", "bo")]);
    expect(record).toMatchObject({ assignee: "ada" });
    expect(lost).toMatchObject([{ field: "assignee", kept: { assignee: "ada" }, lost: { assignee: "bo" } }]);
  });

  it("giving away what was claimed beats an older claim", () => {
    const { record } = diverge([set("assignee", "ada")], [set("assignee", "bo"), set("assignee", "cy")]);
    expect(record).toMatchObject({ assignee: "cy" });
    const released = diverge([set("notes", "x")], [set("assignee", undefined)], [set("assignee", "ada")]);
    expect(released.record).not.toHaveProperty("assignee");
  });

  it("a deletion beats changes, and bringing back beats the deletion", () => {
    const gone = diverge([undefined], [set("title", "still here")]);
    expect(gone.record).toBeUndefined();
    expect(gone.lost).toMatchObject([{ field: "deleted" }]);
    const back = diverge([undefined, undefined], [undefined]);
    expect(back.record).toMatchObject({ title: "as created" });
  });

  it("are all counted", () => {
    const { record, joined } = diverge([set("title", "x"), set("title", "y")], [set("notes", "z")]);
    expect(record?.["version"]).toBe(4);
    expect(joined.seen).toEqual({ one: [1, 3, 3], other: [1, 1, 1] });
  });

  it("are counted on where one deleted it and the other changed it, once it is brought back", () => {
    const { one, other } = diverge([undefined], [set("title", "unseen"), set("title", "by one")]);
    one.take(other.state);
    one.edit(undefined);
    other.take(one.state);
    expect(one.state).toMatchObject({ record: { version: 4 } });
    expect(other.state).toEqual(one.state);
  });

  it("fields that this version does not know survive and merge like others", () => {
    const { record } = diverge([set("fromTheFuture", { deep: [1] })], [set("alsoNew", 2)]);
    expect(record).toMatchObject({ fromTheFuture: { deep: [1] }, alsoNew: 2 });
  });

  it("names nothing as lost that one side had seen of the other", () => {
    const { one, other } = diverge([set("title", "first")], []);
    other.take(one.state);
    other.edit(set("title", "second"));
    if (one.state === undefined || other.state === undefined) throw new Error("Nothing was made.");
    expect(lostValues(one.state, other.state, { base: undefined, rules })).toEqual([]);
  });
});

describe("the hybrid clock", () => {
  it("stays behind the wall clock and behind what it was shown", () => {
    const clock = createHybridClock();
    expect(clock.next(1_000)).toEqual({ ms: 1_000, counter: 0 });
    expect(clock.next(1_000)).toEqual({ ms: 1_000, counter: 1 });
    clock.observe(makeStamp({ ms: 5_000, counter: 99_999 }, "far"));
    expect(clock.next(1_001)).toEqual({ ms: 5_001, counter: 0 });
    expect(clock.next(9_000)).toEqual({ ms: 9_000, counter: 0 });
  });
});
