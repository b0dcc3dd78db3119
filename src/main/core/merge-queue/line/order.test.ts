import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workerPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { disjointFirst, inOrder, placesFor } from "./order.ts";

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const TIP = "a".repeat(40);

function one(id: string, more: Partial<Submission> = {}): Submission {
  return {
    id,
    project: "demo",
    item: `item-${id}`,
    agent: workerPath("demo", "otter"),
    kind: "work",
    tip: TIP,
    base: TIP,
    priority: 2,
    state: "queued",
    submittedAt: NOW,
    updatedAt: NOW,
    gates: [],
    conflicts: [],
    resolutions: 0,
    ...more,
  };
}

const ids = (line: readonly Submission[]) => line.map(({ id }) => id).join(" ");
const plainly = (line: readonly Submission[], since: Readonly<Record<string, number>> = {}) =>
  ids(inOrder(line, { now: NOW, convoySince: (item) => since[item] }));

describe("the order of submissions", () => {
  it("is the most urgent first, then the first that came", () => {
    const line = [one("b", { submittedAt: NOW - 1 }), one("a", { submittedAt: NOW - 2 }), one("c", { priority: 0 })];
    expect(plainly(line)).toBe("c a b");
  });

  it("puts what has waited for long before a more urgent one that has just come", () => {
    const line = [one("urgent", { priority: 0 }), one("patient", { priority: 4, submittedAt: NOW - 5 * HOUR })];
    expect(plainly(line)).toBe("patient urgent");
    expect(plainly([one("young", { priority: 4, submittedAt: NOW - HOUR }), one("urgent", { priority: 0 })])).toBe(
      "urgent young",
    );
  });

  it("finishes the convoy that was begun first, among those of one rank", () => {
    const line = [one("alone", { submittedAt: NOW - 10 }), one("late"), one("soon")];
    expect(plainly(line, { "item-soon": NOW - 20, "item-late": NOW - 15 })).toBe("soon late alone");
  });

  it("begins with what the user placed, whatever its age and urgency", () => {
    const line = [one("urgent", { priority: 0 }), one("second", { place: 2 }), one("first", { place: 1, priority: 4 })];
    expect(plainly(line)).toBe("first second urgent");
  });

  it("lets nobody be overtaken for ever: after an hour for each step of urgency, newcomers stay behind", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(HOUR),
        (mine, theirs, late) => {
          const waited = (Math.max(0, mine - theirs) + 1) * HOUR + late;
          const old = one("old", { priority: mine, submittedAt: NOW - waited });
          expect(plainly([one("new", { priority: theirs, submittedAt: NOW }), old])).toBe("old new");
        },
      ),
      { seed: 11 },
    );
  });
});

describe("disjoint files first", () => {
  const files: Readonly<Record<string, readonly string[]>> = { a: ["x"], b: ["x"], c: ["y"], d: ["y", "z"], e: ["q"] };
  const arrange = (...line: Submission[]) => ids(disjointFirst(line, ({ id }) => files[id] ?? [], NOW));

  it("takes those that touch none of the files of those before", () => {
    expect(arrange(one("a"), one("b"), one("c"), one("d"), one("e"))).toBe("a c e b d");
  });

  it("always begins with the first in line", () => {
    expect(arrange(one("b"), one("a"), one("d"), one("c"))).toBe("b d a c");
  });

  it("never lets a less urgent one pass for its files", () => {
    expect(arrange(one("a"), one("b"), one("e", { priority: 3 }))).toBe("a b e");
  });

  it("leaves what the user placed where it is", () => {
    expect(arrange(one("a", { place: 1 }), one("b", { place: 2 }), one("c"))).toBe("a b c");
  });

  it("loses and doubles nobody", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ files: fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 3 }), rank: fc.nat(4) }), {
          maxLength: 30,
        }),
        (drawn) => {
          const line = inOrder(
            drawn.map(({ rank }, i) => one(`s${String(i).padStart(2, "0")}`, { priority: rank })),
            { now: NOW, convoySince: () => undefined },
          );
          const filesOf = ({ id }: Submission) => drawn[Number(id.slice(1))]?.files ?? [];
          const arranged = disjointFirst(line, filesOf, NOW);
          expect(arranged.map(({ id }) => id).toSorted()).toEqual(line.map(({ id }) => id).toSorted());
          expect(arranged[0]).toBe(line[0]);
        },
      ),
      { seed: 12 },
    );
  });
});

describe("reordering", () => {
  /** The line after the places were given, and who has one. */
  function move(line: readonly Submission[], id: string, to: Parameters<typeof placesFor>[1]) {
    const moved = line.find((other) => other.id === id);
    if (moved === undefined) throw new Error(`no ${id}`);
    const places = placesFor(moved, to, line);
    const after = line.map((other) => {
      const { place: before, ...rest } = other;
      const place = places.has(other.id) ? places.get(other.id) : before;
      return place === undefined ? rest : { ...rest, place };
    });
    return inOrder(after, { now: NOW, convoySince: () => undefined });
  }
  const line = ["a", "b", "c", "d"].map((id, i) => one(id, { submittedAt: NOW - 10 + i }));

  it.each([
    ["d", "first", "d a b c"],
    ["d", { before: "b" }, "a d b c"],
    ["a", { after: "c" }, "b c a d"],
  ] as const)("puts %s %o", (id, to, expected) => {
    expect(ids(move(line, id, to))).toBe(expected);
  });

  it("keeps what stands before it there, when an urgent one comes", () => {
    const moved = [...move(line, "d", { before: "b" }), one("urgent", { priority: 0 })];
    expect(plainly(moved)).toBe("a d urgent b c");
  });

  it("keeps earlier places in their order", () => {
    const once = move(line, "d", "first");
    expect(ids(move(once, "c", "first"))).toBe("c d a b");
    expect(ids(move(move(once, "c", "first"), "a", { after: "d" }))).toBe("c d a b");
  });

  it("gives its place back to the rule", () => {
    const placed = move(line, "d", "first");
    expect(ids(move(placed, "d", "by-rule"))).toBe("a b c d");
  });

  it("puts anybody anywhere, and moves nobody else", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ from: fc.nat(3), to: fc.nat(3) }), { maxLength: 8 }), (moves) => {
        let now: readonly Submission[] = line;
        for (const { from, to } of moves) {
          const [id, other] = [now[from]?.id ?? "", now[to]?.id ?? ""];
          if (id === other) continue;
          const rest = now.map((one_) => one_.id).filter((each) => each !== id);
          now = move(now, id, { before: other });
          expect(now.map((each) => each.id)).toEqual(rest.toSpliced(rest.indexOf(other), 0, id));
        }
      }),
      { seed: 13 },
    );
  });
});
