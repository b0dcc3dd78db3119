import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MergeRepository } from "../repository/repository.ts";
import { type QueueHouse, createQueueHouse } from "../testing/queue-house.ts";

/** Long enough for every rest and every retry. */
const LONG = 20 * 60_000;
/** At most so many rounds of waiting until everything has settled. */
const ROUNDS = 40;

/**
 * What others do meanwhile. `work`: submits a change of a file, several of which conflict; `bad` makes the gates red, `half` does together
 * with the other half. `push`: somebody else moves the target. `crash`: the core dies in the middle of the step that is counted down
 * to, and another one takes over.
 */
const deed = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("work" as const), file: fc.nat(11), priority: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("bad" as const), half: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("push" as const), file: fc.nat(11) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("crash" as const), after: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rest" as const) }) },
);

const story = fc.record({
  batch: fc.integer({ min: 1, max: 6 }),
  parallel: fc.integer({ min: 1, max: 3 }),
  /** Every so many runs one is red that should be green; 0 for none. */
  flaky: fc.constantFrom(0, 0, 3, 5),
  deeds: fc.array(deed, { minLength: 3, maxLength: 12 }),
});

interface Killing {
  /** Calls of the repository until the core dies; negative while it lives for ever. */
  left: number;
  readonly died: { promise: Promise<void>; resolve: () => void };
}

/** A repository whose caller dies at one of its calls: before it is done or right after, and nothing it asks for after that is done. */
function mortal(killing: Killing) {
  return (real: MergeRepository): Partial<MergeRepository> => {
    const step = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => {
      return async (...args: A): Promise<R> => {
        if (killing.left === 0) throw new Error("dead");
        if (killing.left > 0) killing.left -= 1;
        const isLast = killing.left === 0;
        const done = await work(...args);
        if (isLast) {
          killing.died.resolve();
          throw new Error("dead");
        }
        return done;
      };
    };
    return {
      fetchTarget: step(real.fetchTarget),
      prepare: step(real.prepare),
      land: step(real.land),
      isAncestor: step(real.isAncestor),
    };
  };
}

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

async function live(house: QueueHouse, { batch, parallel, flaky, deeds }: Story) {
  house.settings = { batch, parallel };
  let runs = 0;
  const isReallyGreen = (files: readonly string[]) =>
    !files.some((file) => file.startsWith("bad")) && !(files.includes("half-1") && files.includes("half-2"));
  house.lanes.isGreen = ({ files }) => {
    runs += 1;
    return isReallyGreen(files) && (flaky === 0 || runs % flaky !== 0);
  };
  const kept = new Map<string, string>();
  const ids: string[] = [];
  const pushed: string[] = [];
  let killing: Killing = { left: -1, died: Promise.withResolvers() };
  const submit = async (files: Record<string, string>, priority: number) => {
    const item = `demo-${ids.length + 1}`;
    const tip = await house.commit(`Do ${item}`, files);
    ids.push(await house.submit(item, files, { tip, priority }));
    kept.set(ids.at(-1) ?? "", tip);
  };
  await house.reopen(mortal(killing));
  for (const one of deeds) {
    switch (one.kind) {
      case "work":
        await submit({ [`file-${one.file}`]: `${ids.length}\n` }, one.priority);
        break;
      case "bad":
        await submit({ [one.half === 0 ? `bad-${ids.length}` : `half-${one.half}`]: `${ids.length}\n` }, 2);
        break;
      case "push":
        // Somebody else pushes nothing that breaks the target by itself.
        pushed.push(
          await house.push(`Push ${pushed.length + 1}`, { [`file-${one.file}`]: `pushed ${pushed.length}\n` }),
        );
        break;
      case "crash":
        killing.left = one.after;
        await Promise.race([killing.died.promise, house.queue().idle()]);
        killing.left = 0;
        killing = { left: -1, died: Promise.withResolvers() };
        await house.crash(mortal(killing));
        break;
      case "hold": {
        const submission = ids[one.which % Math.max(1, ids.length)];
        if (submission !== undefined) await house.act("mq.hold", { submission });
        break;
      }
      case "rest":
        await house.queue().idle();
        house.ledger.clock.advance(1_000);
        break;
    }
  }
  for (const submission of ids) await house.act("mq.release", { submission });
  const isOver = () => ids.every((_, i) => ["landed", "sent-back"].includes(house.state(`demo-${i + 1}`) ?? ""));
  for (let round = 0; round < ROUNDS && !isOver(); round++) {
    await house.queue().idle();
    house.ledger.clock.advance(LONG);
  }
  await house.queue().idle();
  return { kept, ids, pushed, isReallyGreen };
}

describe("the merge queue, whatever happens", () => {
  it("loses no commit, lands nothing red and nothing twice, and settles", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        await using house = await createQueueHouse();
        const { ids, kept, pushed, isReallyGreen } = await live(house, told);
        const all = ids.map((_, i) => house.of(`demo-${i + 1}`));

        expect(all.map(({ state }) => state).filter((state) => state !== "landed" && state !== "sent-back")).toEqual(
          [],
        );

        // Whatever did not land is there, byte for byte, under its own ref.
        for (const one of all.filter(({ state }) => state !== "landed")) {
          const ref = await house.repos.ask(house.vault, "rev-parse", `refs/drover/submissions/${one.id}`);
          expect(ref).toBe(kept.get(one.id));
        }

        // Once each on the target, and only those that are said to have landed; what others pushed is there still.
        const subjects = await house.landed();
        const landed = all.filter(({ state }) => state === "landed").map(({ item }) => `Do ${item}`);
        expect(subjects.filter((subject) => subject.startsWith("Do ")).toSorted()).toEqual(landed.toSorted());
        expect(house.told.filter((text) => text.startsWith("landed ")).length).toBe(landed.length);
        for (const commit of pushed) {
          expect(await house.repos.ask(house.origin, "merge-base", commit, "main")).toBe(commit);
        }

        // Every tip that the queue gave the target was gated green itself, and is green.
        const green = new Set(
          house.lanes.runs.filter(({ outcome }) => outcome === "green").map(({ commit }) => commit),
        );
        const tips = house
          .batches()
          .filter(({ state, lands = 0 }) => (state === "landed" || state === "split") && lands > 0)
          .map(({ members, lands = 0 }) => members[lands - 1]?.commit ?? "");
        for (const tip of tips) {
          expect(green).toContain(tip);
          const files = await house.repos.ask(house.origin, "ls-tree", "-r", "--name-only", tip);
          expect(isReallyGreen(files.split("\n"))).toBe(true);
        }
        expect(house.batches().filter(({ state }) => ["gating", "bisecting", "landing"].includes(state))).toEqual([]);
      }),
      {
        seed: Number(process.env["DROVER_SEED"] ?? 20),
        numRuns: Number(process.env["DROVER_RUNS"] ?? 8),
        endOnFailure: false,
      },
    );
  });
});
