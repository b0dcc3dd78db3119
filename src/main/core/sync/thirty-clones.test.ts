import { describe, expect, it } from "vitest";
import { append, git } from "../platform/store/store-fixture.ts";
import { type Clone, BRANCH, createSyncFixture, creation, event, syncNow, treeOf } from "./testing/sync-fixture.ts";

/** So many of them sync at the same moment: `DROVER_SYNC_AT_ONCE=30 npx vitest run thirty-clones` for all. */
const AT_ONCE = Number(process.env["DROVER_SYNC_AT_ONCE"] ?? 3);

async function eachOf(clones: readonly Clone[], work: (clone: Clone) => Promise<unknown>): Promise<void> {
  const waiting = clones.values();
  const worker = async () => {
    for (const clone of waiting) await work(clone);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe("thirty clones of one origin", () => {
  it(
    "that write and sync at the same time converge to the same bytes, and lose nothing",
    { timeout: 300_000 },
    async () => {
      await using shared = await createSyncFixture();
      const { origin, makeClone } = shared;
      const clones = await Promise.all(Array.from({ length: 30 }, (_, n) => makeClone(`agent-${n}`)));
      const [first] = clones;
      if (first === undefined) return;
      await append(first.store, creation("demo-common", first.agent));
      await syncNow(first);
      await eachOf(clones, (clone) => syncNow(clone));
      let written = 1;
      await Promise.all(
        clones.map(async (clone, n) => {
          clone.fixture.clock.advance(1_000 + ((n * 7_919) % 1_000));
          const own = `demo-x${String(n).padStart(2, "0")}`;
          const events = [
            creation(own, clone.agent),
            event("demo-common", "workItemClaimed", {}, clone.agent),
            event("demo-common", "workItemEdited", { title: `named by ${n}`, labels: [`label-${n}`] }, clone.agent),
            ...(n % 3 === 0 ? [event(own, "workItemClosed", { reason: "done" }, clone.agent)] : []),
          ];
          written += events.length;
          await append(clone.store, ...events);
        }),
      );
      for (const round of ["what is theirs", "what is the others'"]) {
        await eachOf(clones, async (clone) => {
          const told = await syncNow(clone);
          expect(told.failure, `${clone.agent} syncs ${round}`).toBeUndefined();
        });
      }
      const tree = treeOf(origin);
      for (const clone of clones) {
        expect(treeOf(clone.vault)).toBe(tree);
        expect(clone.items.size).toBe(31);
        expect(clone.items.get("demo-common")?.labels).toHaveLength(30);
        expect(clone.items.get("demo-common")?.assignee).toBe(first.items.get("demo-common")?.assignee);
      }
      const kept = git(origin, "grep", "-h", '"seq":', BRANCH, "--", "events").split("\n");
      expect(kept).toHaveLength(written);
      expect(() => git(origin, "grep", "<<<<<<<", BRANCH)).toThrow(/Command failed/);
      const winner = first.items.get("demo-common")?.assignee;
      const losers = clones.filter((clone) => clone.agent !== winner);
      for (const clone of losers) {
        expect(clone.told.some((met) => met.item === "demo-common" && !met.isKept)).toBe(true);
      }
    },
  );
});
