import { describe, expect, it } from "vitest";
import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { STARTING_MS, WORKING_MS } from "./evidence.ts";
import { LiveSessions } from "./live.ts";
import { createStatusFeed } from "./watch.ts";

it("tells at once what an agent says of its progress, and keeps it beside the evidence", () => {
  const clock = new ManualClock();
  const told: SessionStatus[] = [];
  using live = new LiveSessions({ clock, tell: (status) => told.push(status) });
  const session: Session = {
    id: "ses-1",
    agent: workerPath("demo", "otter"),
    runtime: "scripted",
    round: 1,
    host: "host-1",
    startedAt: clock.now(),
  };
  live.begin(session);
  live.note("ses-1", { progress: { text: "half way", at: clock.now() } });
  expect(told.at(-1)?.progress).toEqual({ text: "half way", at: clock.now() });
  clock.advance(10_000);
  live.note("ses-1", { outputAt: clock.now() });
  expect(live.statusOf("ses-1")).toMatchObject({ progress: { text: "half way" } });
});

describe("the statuses of sessions", () => {
  const otter = workerPath("demo", "otter");

  it("are told when they change, and signs of life seldom", () => {
    const clock = new ManualClock();
    const told: string[] = [];
    using live = new LiveSessions({ clock, tell: (status) => told.push(status.state) });
    live.begin({ id: "ses-1", agent: otter, runtime: "tiny", round: 1, host: "host-1", startedAt: clock.now() });
    clock.advance(STARTING_MS);
    live.note("ses-1", { outputAt: clock.now() });
    for (let i = 0; i < 40; i++) {
      clock.advance(100);
      live.note("ses-1", { outputAt: clock.now() });
    }
    clock.advance(WORKING_MS);
    live.end("ses-1", { at: clock.now(), lost: false, code: 0 });
    expect(told).toEqual(["starting", "unknown", "working", "unknown", "exited"]);
  });

  it("reach a slow reader once per session, with the newest", async () => {
    const feed = createStatusFeed();
    const abort = new AbortController();
    const status = (state: "working" | "unknown" | "exited"): SessionStatus => ({
      session: "ses-1",
      agent: otter,
      state,
      evidence: "",
      source: "core",
      reliability: "authoritative",
      since: 0,
      evidenceAt: 0,
      seenAt: 0,
      signals: [],
    });
    const reader = feed.watch([status("working")], abort.signal)[Symbol.asyncIterator]();
    expect((await reader.next()).value).toMatchObject({ value: { state: "working" } });
    feed.tell(status("unknown"));
    feed.tell(status("exited"));
    expect((await reader.next()).value).toMatchObject({ value: { state: "exited" } });
    const last = reader.next();
    abort.abort();
    expect(await last).toMatchObject({ done: true });
  });
});
