import { expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { ManualClock } from "../base/clock.ts";
import { createEnding } from "./index.ts";

it("is over though an agent's work cannot be saved for a minute, and says so", async () => {
  const [ada, bob] = [workerPath("shop", "ada"), workerPath("shop", "bob")];
  const clock = new ManualClock();
  using ending = createEnding({
    clock,
    atWork: () => [ada, bob].map((agent) => ({ agent, session: `ses-${agent}`, canHear: true })),
    standing: () => "at-work",
    ask: () => Promise.resolve(),
    handOff: (agent) => (agent === ada ? new Promise(() => {}) : Promise.resolve(ok({}))),
    subscribe: () => ({ [Symbol.dispose]() {} }),
    report: (error) => {
      throw error;
    },
  });
  const over = ending.handOffAll(5_000);
  clock.advance(5_000);
  // Bob's is saved in its own time.
  await Promise.resolve();
  clock.advance(60_000);
  const { agents } = await over;
  expect(agents).toEqual([
    { agent: ada, state: "failed", message: "Saving it took longer than a minute." },
    { agent: bob, state: "saved" },
  ]);
});
