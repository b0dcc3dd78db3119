import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { LedgerDeps } from "../ledger/index.ts";
import { createLedger } from "../ledger/index.ts";
import { type StoreFixture, createStoreFixture } from "../platform/store/store-fixture.ts";
import { ManualClock } from "../base/clock.ts";
import { createCompactionPass } from "./compaction-pass.ts";
import { digestByRules } from "./digest.ts";
import { createHistory, ruleSummariser } from "./index.ts";

const CALLER = { identity: USER, role: "user" } as const;
const SIGNAL = new AbortController().signal;

/** Items and their history over a real store, without the rest of a core. */
async function openDesk(place: StoreFixture) {
  const store = await place.open();
  const deps: LedgerDeps = {
    store,
    clock: place.clock,
    prefixOf: () => "ws",
    surroundings: () => ({ isSlung: false, hook: undefined, submission: undefined, convoys: [], parked: undefined }),
    isInQueue: () => false,
    isOnItsWay: () => false,
    companions: () => [],
    describe: (event) => event.type,
  };
  const ledger = createLedger(deps);
  const history = createHistory({
    ...deps,
    ledger,
    hasProject: () => true,
    isBusy: () => false,
    inWords: ({ data: _, ...event }) => ({ ...event, text: event.type }),
    ledgerOver: (old, clock) => createLedger({ ...deps, store: old, clock }),
    summariser: ruleSummariser,
    self: CALLER,
    compactAfterDays: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  return { store, ledger, handlers: history.handlers };
}

async function must<T>(asked: Promise<Result<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  throw new Error(`${answer.error.code}: ${answer.error.message}`);
}

function withoutVersion(item: WorkItem | undefined): unknown {
  const { version: _, ...rest } = item ?? {};
  return rest;
}

const body = fc.string({ unit: "grapheme", maxLength: 400 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
const texts = fc.record({
  description: body,
  acceptance: body,
  notes: body,
  design: fc.option(body, { nil: undefined }),
});

describe("compaction", () => {
  test("and bringing the text back leave an item as it was, bit by bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), fc.boolean(), async (all, restarts) => {
        await using place = createStoreFixture();
        let desk = await openDesk(place);
        const ids: string[] = [];
        for (const { design, ...rest } of all) {
          const input = { title: "Paint the wall", ...rest, ...(design === undefined ? {} : { design }) };
          ids.push((await must(desk.ledger.handlers["item.create"](input, CALLER, SIGNAL))).id);
        }
        await must(desk.ledger.handlers["item.close"]({ items: ids, reason: "Done. At last." }, CALLER, SIGNAL));
        const before = ids.map((id) => desk.ledger.get(id));
        place.clock.advance(1_000);
        const done = await must(desk.handlers["ledger.compact"]({ olderThanDays: 0, dryRun: false }, CALLER, SIGNAL));
        expect(done.charsAfter).toBeLessThanOrEqual(done.charsBefore);
        if (restarts) desk = await openDesk(place);
        const compacted = ids.filter((id) => desk.ledger.get(id)?.compacted !== undefined);
        expect(compacted).toHaveLength(done.compacted);
        for (const item of compacted) await must(desk.handlers["item.restore-text"]({ item }, CALLER, SIGNAL));
        expect(ids.map((id) => withoutVersion(desk.ledger.get(id)))).toEqual(before.map(withoutVersion));
      }),
      { numRuns: 15, seed: 7 },
    );
  }, 120_000);

  test("leaves alone what is open, was closed of late, or is within two links of open work", async () => {
    await using place = createStoreFixture();
    const { ledger, handlers } = await openDesk(place);
    const make = async (title: string, after: string[] = []) => {
      const text = { description: "It has a long text. ".repeat(10), title, after };
      return (await must(ledger.handlers["item.create"](text, CALLER, SIGNAL))).id;
    };
    const far = await make("far");
    const third = await make("third");
    const second = await make("second", [third]);
    const first = await make("first", [second]);
    await make("open", [first]);
    await must(ledger.handlers["item.close"]({ items: [far, third, second, first] }, CALLER, SIGNAL));
    place.clock.advance(91 * 24 * 3_600_000);
    const late = await make("late");
    await must(ledger.handlers["item.close"]({ items: [late] }, CALLER, SIGNAL));

    const tried = await must(handlers["ledger.compact"]({ olderThanDays: 90, dryRun: true }, CALLER, SIGNAL));
    expect(tried.items.map((one) => one.item).toSorted()).toEqual([far, third].toSorted());
    expect(ledger.get(far)?.compacted).toBeUndefined();
    const done = await must(handlers["ledger.compact"]({ olderThanDays: 90, dryRun: false }, CALLER, SIGNAL));
    expect(done.skipped).toEqual([{ reason: "is near open items", count: 2, items: [second, first] }]);
    expect(ledger.get(far)).toMatchObject({ description: "It has a long text.", compacted: { chars: 200 } });
    expect(await handlers["item.restore-text"]({ item: late }, CALLER, SIGNAL)).toMatchObject({
      error: { code: "not-compacted" },
    });
  });

  test("does not bring back what was written anew since", async () => {
    await using place = createStoreFixture();
    const { ledger, handlers } = await openDesk(place);
    const text = { title: "Paint", description: "One. Two. Three.", notes: "Mind the dog, which bites." };
    const { id } = await must(ledger.handlers["item.create"](text, CALLER, SIGNAL));
    await must(ledger.handlers["item.close"]({ items: [id] }, CALLER, SIGNAL));
    await must(handlers["ledger.compact"]({ items: [id], olderThanDays: 0, dryRun: false }, CALLER, SIGNAL));
    await must(ledger.handlers["item.edit"]({ item: id, description: "Four." }, CALLER, SIGNAL));
    await must(handlers["item.restore-text"]({ item: id }, CALLER, SIGNAL));
    expect(ledger.get(id)).toMatchObject({ description: "Four.", notes: "Mind the dog, which bites." });
    expect(ledger.get(id)?.compacted).toBeUndefined();
  });

  test("comes once a day, when the settings say so", async () => {
    const clock = new ManualClock();
    const passes: number[] = [];
    const settings: { days?: number } = {};
    await using pass = createCompactionPass({
      clock,
      afterDays: () => settings.days,
      compact: async (olderThanDays) => {
        passes.push(olderThanDays);
        return { ok: true, value: undefined };
      },
      report: (error) => {
        throw error;
      },
    });
    pass.start();
    clock.advance(3_600_000);
    expect(passes).toEqual([]);
    settings.days = 30;
    clock.advance(24 * 3_600_000);
    clock.advance(24 * 3_600_000);
    expect(passes).toEqual([30, 30]);
  });
});

describe("a digest by rules", () => {
  const item = { description: "", acceptance: "", notes: "" } as WorkItem;
  test.each([
    ["# Plan\n\nPaint **the wall** red. Then wait.", "Paint the wall red."],
    ["```drover-script\n{}\n```\n- Do it", "Do it"],
    ["x".repeat(300), `${"x".repeat(200)}…`],
    ["word ".repeat(100), `${"word ".repeat(40).trim()}…`],
    ["", ""],
  ])("of %j", (description, digest) => {
    expect(digestByRules({ ...item, description })).toBe(digest);
  });

  test("says how it ended", () => {
    const ended = {
      ...item,
      outcome: "failed" as const,
      closedReason: "No paint. None.",
      landedCommit: "a".repeat(40),
    };
    expect(digestByRules(ended)).toBe("It failed. No paint. Landed as aaaaaaaaaaaa.");
  });
});
