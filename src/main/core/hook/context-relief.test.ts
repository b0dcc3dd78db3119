import { describe, expect, it } from "vitest";
import type { Hook } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { ManualClock } from "../base/clock.ts";
import { type ContextReliefDeps, createContextRelief } from "./context-relief.ts";

const otter = workerPath("demo", "otter");
const MINUTE = 60_000;

function open(more: Partial<ContextReliefDeps> = {}) {
  const clock = new ManualClock();
  const state = {
    hook: { agent: otter, project: "demo", state: "active", round: 3 } as Hook | undefined,
    session: { id: "ses-1", isBetweenTurns: false } as { id: string; isBetweenTurns: boolean } | undefined,
  };
  const asked: string[] = [];
  const handedOff: string[] = [];
  const reports: unknown[] = [];
  const relief = createContextRelief({
    clock,
    report: (error) => reports.push(error),
    hookOf: () => state.hook,
    sessionOf: () => state.session,
    ask: async (_agent, text) => asked.push(text),
    async handOff(_agent, note) {
      handedOff.push(note);
      return ok();
    },
    patienceMs: () => 4 * MINUTE,
    ...more,
  });
  return { clock, state, asked, handedOff, reports, relief };
}

describe("an agent whose context is nearly full", () => {
  it("is asked once to hand off, and given time for it", async () => {
    const { relief, asked, handedOff, clock } = open();
    relief.nearlyFull(otter, "ses-1", 86);
    relief.nearlyFull(otter, "ses-1", 90);
    clock.advance(4 * MINUTE - 1);
    expect(asked).toEqual([expect.stringContaining("drover handoff")]);
    expect(handedOff).toEqual([]);
  });

  it("is handed off when time is over, between two turns and not before", () => {
    const { relief, handedOff, clock, state } = open();
    relief.nearlyFull(otter, "ses-1", 86);
    clock.advance(20 * MINUTE);
    expect(handedOff).toEqual([]);
    if (state.session !== undefined) state.session.isBetweenTurns = true;
    clock.advance(3_000);
    expect(handedOff).toEqual([expect.stringContaining("86 % full")]);
    clock.advance(20 * MINUTE);
    expect(handedOff).toHaveLength(1);
  });

  it.each([
    ["handed off by itself", { hook: { state: "active", round: 4 } }],
    ["handed its work in", { hook: { state: "completed", round: 3 } }],
    ["was replaced", { session: { id: "ses-2", isBetweenTurns: true } }],
    ["has ended", { session: undefined }],
  ])("is left alone when it %s", (_what, change) => {
    const { relief, handedOff, clock, state } = open();
    if (state.session !== undefined) state.session.isBetweenTurns = true;
    relief.nearlyFull(otter, "ses-1", 86);
    Object.assign(state, change);
    clock.advance(20 * MINUTE);
    expect(handedOff).toEqual([]);
  });

  it("is not asked without work", () => {
    const { relief, asked, state } = open();
    state.hook = undefined;
    relief.nearlyFull(otter, "ses-1", 86);
    expect(asked).toEqual([]);
  });

  it("is told of when it cannot be saved", async () => {
    const { relief, reports, clock, state } = open({ handOff: async () => fail("salvage-failed", "No space left.") });
    if (state.session !== undefined) state.session.isBetweenTurns = true;
    relief.nearlyFull(otter, "ses-1", 86);
    clock.advance(4 * MINUTE);
    await Promise.resolve();
    expect(reports.map(String)).toEqual([expect.stringContaining("No space left.")]);
  });
});
