import { expect, test } from "vitest";
import { integrationFixture } from "../../testing/integration-fixture.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import {
  distanceWords,
  gatheringMark,
  gatheringOf,
  gatheringWords,
  integrationOn,
  integrationWays,
  itemsOf,
  landingWords,
  landsOn,
  standingOf,
} from "./integrations.ts";

const part = (item: string, commit = "a".repeat(40)) => ({ item, commit, at: 1 });
const closed = itemFixture("a-1", { status: "closed", stage: "closed" });
const wordsOf = (...args: Parameters<typeof gatheringOf>) => {
  const found = gatheringOf(...args);
  return found && gatheringWords(found);
};

test("says of what has landed on a branch only that it is not on the target, as long as it is not", () => {
  const open = integrationFixture("e-1", { gathered: [part("a-1")] });
  expect(wordsOf(closed, [open])).toBe("Landed on integration/e-1, not on main yet");
  expect(gatheringMark({ how: "gathered", integration: open })).toBe("Not on main yet, landed on integration/e-1");
  expect(wordsOf({ ...closed, landedCommit: "b".repeat(40) }, [{ ...open, state: "landed" }])).toBeUndefined();
  expect(wordsOf(itemFixture("a-1"), [open]), "opened again").toBeUndefined();
  expect(wordsOf({ ...closed, id: "a-2" }, [open]), "closed without landing anywhere").toBeUndefined();
});

test("says that what a dropped branch had is not on the target, unless another one has it", () => {
  const dropped = integrationFixture("e-1", { state: "dropped", gathered: [part("a-1")] });
  expect(wordsOf(closed, [dropped])).toBe("Landed on integration/e-1, which was dropped: it is not on main");
  const outer = integrationFixture("e-0", { gathered: [part("a-1")] });
  expect(wordsOf(closed, [dropped, outer])).toBe("Landed on integration/e-0, not on main yet");
});

test("finds where open work will land: on the branch of the nearest epic above it that gathers", () => {
  const parents = new Map([
    ["e-2", "e-1"],
    ["e-1", "e-2"],
  ]);
  const parentOf = (item: string) => parents.get(item);
  const item = itemFixture("a-1", { project: "shop", parent: "e-2" });
  const outer = integrationFixture("e-1");
  expect(landsOn(item, [outer], parentOf)?.integration.epic).toBe("e-1");
  expect(landsOn(item, [outer, integrationFixture("e-2")], parentOf)?.integration.epic).toBe("e-2");
  expect(landsOn(item, [integrationFixture("e-2", { state: "dropped" }), outer], parentOf)?.integration.epic).toBe(
    "e-1",
  );
  expect(
    landsOn(item, [integrationFixture("e-2", { project: "bank" })], parentOf),
    "of another project",
  ).toBeUndefined();
  expect(landsOn({ ...item, status: "closed" }, [outer], parentOf)).toBeUndefined();
  expect(landsOn(item, [], parentOf), "a circle ends").toBeUndefined();
});

test("names the open integration of a branch before one that had its name", () => {
  const before = integrationFixture("e-1", { state: "landed", branch: "checkout" });
  const now = integrationFixture("e-2", { branch: "checkout" });
  expect(integrationOn([before, now], now)).toBe(now);
  expect(integrationOn([before], now)).toBe(before);
  expect(integrationOn([before, now], { project: "bank", branch: "checkout" })).toBeUndefined();
});

test("offers to land what is there once nothing is under way", () => {
  const one = integrationFixture("e-1", { gathered: [part("a-1")], open: ["a-2"] });
  expect(integrationWays(one)).toEqual({ canLand: true, canUpdate: true, canDrop: true });
  expect(integrationWays({ ...one, gathered: [] }).canLand).toBe(false);
  expect(integrationWays({ ...one, arriving: ["s-1"] })).toEqual({ canLand: false, canUpdate: true, canDrop: false });
  expect(Object.values(integrationWays({ ...one, submission: "s-2" }))).toEqual([false, false, false]);
  expect(Object.values(integrationWays({ ...one, state: "landed" }))).toEqual([false, false, false]);
});

test("says the whole of what is wrong, unless something is under way again or it is over", () => {
  const one = integrationFixture("e-1", { trouble: "It could not land:\nred\n", standing: "It could not land:" });
  expect(standingOf(one)).toEqual({ text: "It could not land:\nred", isTroubled: true });
  expect(standingOf({ ...one, submission: "s-1", standing: "lands on main: gating" })).toEqual({
    text: "lands on main: gating",
    isTroubled: false,
  });
  expect(standingOf({ ...one, state: "dropped", standing: "dropped" })).toEqual({ text: "dropped", isTroubled: false });
});

test("tells before it lands what lands, and what is left out", () => {
  const one = integrationFixture("e-1", { gathered: [part("a-1"), part("a-1", "c".repeat(40)), part("a-2")] });
  expect(itemsOf(one.gathered)).toEqual(["a-1", "a-2"]);
  expect(landingWords(one)).toBe(
    "2 items on integration/e-1 are put on the newest main as one merge, gated, and landed. The epic closes with it.",
  );
  expect(landingWords({ ...one, open: ["a-3", "a-4"] })).toContain(
    "Not closed below the epic: a-3, a-4. It stays open",
  );
  expect(landingWords({ ...one, open: ["1", "2", "3", "4", "5", "6"] })).toContain("1, 2, 3, 4, 5, ….");
});

test.each([
  [{ ahead: 2, behind: 0 }, "2 commits ahead of main, up to date with it"],
  [{ ahead: 1, behind: 3 }, "1 commit ahead of main, 3 commits behind"],
  [{ ahead: 0, behind: 1 }, "nothing that main lacks, 1 commit behind"],
  [{ ahead: 0, behind: 0 }, "level with main"],
  [{}, ""],
])("tells the distance %j", (distance, words) => {
  expect(distanceWords("main", distance)).toBe(words);
});
