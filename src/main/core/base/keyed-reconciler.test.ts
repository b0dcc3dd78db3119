import { describe, expect, it } from "vitest";
import { ManualClock } from "./clock.ts";
import { KeyedReconciler } from "./keyed-reconciler.ts";

describe("a keyed reconciler", () => {
  it("runs once for many wake-ups, and once more for those that come while it runs", async () => {
    const gate = Promise.withResolvers<void>();
    const runs: string[] = [];
    const started = Promise.withResolvers<void>();
    const reconciler = new KeyedReconciler<string>({
      clock: new ManualClock(),
      report: (error) => {
        throw error;
      },
      async reconcile(key) {
        runs.push(key);
        started.resolve();
        await gate.promise;
      },
    });
    for (let i = 0; i < 5; i++) reconciler.wake("a");
    await started.promise;
    for (let i = 0; i < 5; i++) reconciler.wake("a");
    gate.resolve();
    await reconciler.idle();
    expect(runs).toEqual(["a", "a"]);
    await reconciler[Symbol.asyncDispose]();
  });

  it("tries again with growing pauses after failures, and looks again when asked", async () => {
    const clock = new ManualClock();
    const at: number[] = [];
    const start = clock.now();
    let failing = 3;
    const reported: unknown[] = [];
    const reconciler = new KeyedReconciler<string>({
      clock,
      report: (error) => reported.push(error),
      reconcile: async (_key, again) => {
        at.push(clock.now() - start);
        if (failing-- > 0) throw new Error("no");
        if (at.length === 4) again(500);
      },
    });
    reconciler.wake("a");
    for (let i = 0; i < 6; i++) {
      await reconciler.idle();
      clock.advance([1_000, 2_000, 4_000, 500, 90_000, 90_000][i] ?? 0);
    }
    expect(at).toEqual([0, 1_000, 3_000, 7_000, 7_500]);
    expect(reported).toHaveLength(3);
    await reconciler[Symbol.asyncDispose]();
  });

  it("starts nothing after it was disposed", async () => {
    const clock = new ManualClock();
    let runs = 0;
    const reconciler = new KeyedReconciler<string>({
      clock,
      report: () => {},
      reconcile: async (_key, again) => {
        runs += 1;
        again(100);
      },
    });
    reconciler.wake("a");
    await reconciler.idle();
    await reconciler[Symbol.asyncDispose]();
    clock.advance(1_000);
    reconciler.wake("a");
    await reconciler.idle();
    expect(runs).toBe(1);
  });
});
