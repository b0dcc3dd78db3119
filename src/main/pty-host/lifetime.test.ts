import { describe, expect, it } from "vitest";
import { ManualClock } from "../core/base/clock.ts";
import { createLifetime } from "./lifetime.ts";

function hostWith(load: { running: number; ended: number; peers: number }) {
  const clock = new ManualClock();
  const state = { load, announced: true, ended: false };
  const lifetime = createLifetime({
    clock,
    idleMs: 1000,
    keepEndedMs: 5000,
    load: () => state.load,
    isAnnounced: () => state.announced,
    end() {
      state.ended = true;
    },
  });
  lifetime.loadChanged();
  return { clock, state, lifetime };
}

describe("the lifetime of a host", () => {
  it("ends when it was of no use for a while", () => {
    const { clock, state } = hostWith({ running: 0, ended: 0, peers: 0 });
    clock.advance(999);
    expect(state.ended).toBe(false);
    clock.advance(1);
    expect(state.ended).toBe(true);
  });

  it("does not end while a core is connected, and begins to wait when it goes", () => {
    const { clock, state, lifetime } = hostWith({ running: 0, ended: 0, peers: 1 });
    clock.advance(100_000);
    expect(state.ended).toBe(false);
    state.load = { running: 0, ended: 0, peers: 0 };
    lifetime.loadChanged();
    clock.advance(1000);
    expect(state.ended).toBe(true);
  });

  it("keeps what ended for a core that is away, but not for ever", () => {
    const { clock, state } = hostWith({ running: 0, ended: 2, peers: 0 });
    clock.advance(4999);
    expect(state.ended).toBe(false);
    clock.advance(1);
    expect(state.ended).toBe(true);
  });

  it("does not keep what ended for a core that can never come: its workspace is gone", () => {
    const { clock, state } = hostWith({ running: 0, ended: 2, peers: 0 });
    clock.advance(1500);
    state.announced = false;
    clock.advance(1000);
    expect(state.ended).toBe(true);
  });

  it("goes on alone as long as a core can find it, and ends soon after its workspace was removed", () => {
    const { clock, state } = hostWith({ running: 1, ended: 0, peers: 0 });
    clock.advance(1_000_000);
    expect(state.ended).toBe(false);
    state.announced = false;
    clock.advance(2000);
    expect(state.ended).toBe(true);
  });
});
