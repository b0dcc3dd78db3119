import { expect, it } from "vitest";
import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { LiveSessions } from "./live.ts";

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
