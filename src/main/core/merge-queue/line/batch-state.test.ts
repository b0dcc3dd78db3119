import { describe, expect, it } from "vitest";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Batch } from "../../../../shared/model/batch.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import { batchEvent, batchKind, batchesToForget, describeBatchEvent, isOpenBatch, tipOf } from "./batch-state.ts";

const [BASE, ONE, TWO] = ["0", "1", "2"].map((digit) => digit.repeat(40)) as [string, string, string];
const green: GateResult = { name: "test", exitCode: 0, timedOut: false, ms: 1200, tail: "" };

function reduce(id: string, ...events: readonly NewEvent[]): Batch | undefined {
  let batch: Batch | undefined;
  for (const [at, event] of events.entries()) batch = batchKind.reduce(batch, { ...event, seq: at + 1, at });
  if (batch !== undefined) expect(batch.id).toBe(id);
  return batch;
}

const one = { id: "mb-1", project: "demo" };
const members = [
  { submission: "sub-1", from: BASE, commit: ONE },
  { submission: "sub-2", from: ONE, commit: TWO },
];
const formed = batchEvent(one, "batchFormed", { project: "demo", onto: BASE, members });
const run = { id: "run-1", commit: TWO, upTo: 2, attempt: 1, lane: 1 };

describe("the record of a batch", () => {
  it("goes from gating over landing to landed, with its runs", () => {
    const events = [
      formed,
      batchEvent(one, "gateRunStarted", { run }),
      batchEvent(one, "gateRunGate", { run: "run-1", result: green }),
      batchEvent(one, "gateRunEnded", { run: "run-1", state: "green", gates: [green] }),
      batchEvent(one, "batchLanding", { upTo: 2 }),
      batchEvent(one, "batchLanded", {}),
    ];
    const states = events.map((_, i) => reduce("mb-1", ...events.slice(0, i + 1))?.state);
    expect(states).toEqual(["gating", "gating", "gating", "gating", "landing", "landed"]);
    expect(reduce("mb-1", ...events)).toMatchObject({ lands: 2, runs: [{ ...run, state: "green", gates: [green] }] });
  });

  it("keeps what landed of one that was split, and who was to blame", () => {
    const split = reduce(
      "mb-1",
      formed,
      batchEvent(one, "batchBisecting", {}),
      batchEvent(one, "batchLanding", { upTo: 1, culprits: ["sub-2"] }),
      batchEvent(one, "batchSplit", { reason: "sub-2 turned the gates red." }),
    );
    expect(split).toMatchObject({ state: "split", lands: 1, culprits: ["sub-2"] });
    expect(split === undefined ? "" : tipOf(split)).toBe(ONE);
  });

  it("is where its branch will be once it has landed", () => {
    expect(tipOf({ onto: BASE, members })).toBe(TWO);
    expect(tipOf({ onto: BASE, members, lands: 1 })).toBe(ONE);
    expect(tipOf({ onto: BASE, members, lands: 0 })).toBe(BASE);
  });

  it("is forgotten when many of its project have ended after it", () => {
    const ended = Array.from({ length: 64 }, (_, i) => {
      const id = `mb-${i}`;
      const made = reduce(id, batchEvent({ ...one, id }, "batchFormed", { project: "demo", onto: BASE, members }));
      if (made === undefined) throw new Error("not made");
      return { ...made, state: "landed" as const };
    });
    const open = { ...(ended[0] as Batch), id: "mb-open", state: "gating" as const };
    const forgotten = batchesToForget([open, ...ended, { ...open, project: "web", state: "landed" }], "demo");
    expect(forgotten.map(({ subject }) => subject)).toEqual(["mb-0", "mb-1", "mb-2", "mb-3"]);
    expect(reduce("mb-1", formed, batchEvent(one, "batchForgotten", {}))).toBeUndefined();
    expect([open, ...ended].filter(isOpenBatch)).toHaveLength(1);
  });

  it.each([
    [formed, "put 2 submissions together on 00000000"],
    [batchEvent(one, "gateRunStarted", { run: { ...run, attempt: 2 } }), "gates the first 2 again in lane 1"],
    [batchEvent(one, "gateRunGate", { run: "run-1", result: green }), "gate “test” green after 1.2 s"],
    [batchEvent(one, "batchDropped", { reason: "The target has moved." }), "The target has moved."],
  ])("is told in words: %#", (event, words) => {
    expect(describeBatchEvent({ ...event, seq: 1, at: 1 })).toBe(words);
  });
});
