import { describe, expect, it } from "vitest";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import {
  holdSubmission,
  isUnderWay,
  mostTelling,
  queueSubmission,
  releaseSubmission,
  retrySubmission,
  submissionEvent,
  submissionKind,
} from "./decide.ts";

const otter = workerPath("demo", "otter");
const TIP = "a".repeat(40);
const BASE = "b".repeat(40);

function reduce(events: readonly NewEvent[], start = new Map<string, Submission>()): Map<string, Submission> {
  let seq = 0;
  for (const event of events) {
    const placed: LedgerEvent = { ...event, seq: ++seq, at: seq };
    const next = submissionKind.reduce(start.get(event.subject), placed);
    if (next !== undefined) start.set(event.subject, next);
  }
  return start;
}

const submit = (id: string, earlier: readonly Submission[] = []) =>
  queueSubmission(id, { project: "demo", item: "demo-1", agent: otter, tip: TIP, base: BASE, priority: 2 }, earlier);

function one(id: string, more: Partial<Submission> = {}): Submission {
  const made = reduce(submit(id)).get(id);
  if (made === undefined) throw new Error("not made");
  return { ...made, ...more };
}

describe("a submission", () => {
  it("goes from queued over preparing and gating to landed", () => {
    const start = one("sub-1");
    const states = (
      ["submissionPreparing", "submissionPrepared", "submissionLanding", "submissionLanded"] as const
    ).map((_type, i, all) => {
      const events = all.slice(0, i + 1).map((name) => submissionEvent(start, name, { onto: BASE, commit: TIP }));
      return reduce([...submit("sub-1"), ...events]).get("sub-1")?.state;
    });
    expect(states).toEqual(["preparing", "gating", "landing", "landed"]);
  });

  it("forgets the gates of an earlier preparation and the reason of an earlier wait", () => {
    const start = one("sub-1");
    const red = { name: "test", exitCode: 1, timedOut: false, ms: 5, tail: "x" };
    const after = reduce([
      ...submit("sub-1"),
      submissionEvent(start, "gateFinished", { result: red }),
      submissionEvent(start, "submissionWaiting", { reason: "main is checked out" }),
      submissionEvent(start, "submissionRequeued", {}, USER),
      submissionEvent(start, "submissionPreparing", { onto: BASE }),
    ]).get("sub-1");
    expect(after).toMatchObject({ state: "preparing", gates: [] });
    expect(after).not.toHaveProperty("reason");
  });

  it("takes the place of one of the same item that is under way, not of one that ended", () => {
    const events = submit("sub-3", [one("sub-1"), one("sub-2", { state: "sent-back" })]);
    expect(events.map((event) => [event.subject, event.type])).toEqual([
      ["sub-1", "submissionSuperseded"],
      ["sub-3", "submissionQueued"],
    ]);
  });

  it("leaves one of the same item in another project alone, and is retried beside it", () => {
    const web = one("sub-1", { project: "web", state: "waiting" });
    expect(submit("sub-2", [web]).map(({ type }) => type)).toEqual(["submissionQueued"]);
    expect(retrySubmission(web, [web, one("sub-2")], USER).ok).toBe(true);
    expect(retrySubmission(web, [web, one("sub-2", { project: "web" })], USER).ok).toBe(false);
  });

  it("is told of before one that has landed in another project, the newest of each alone", () => {
    const web = (id: string, state: Submission["state"]) => one(id, { project: "web", state });
    const landed = one("sub-3", { state: "landed" });
    expect(mostTelling([web("sub-1", "sent-back"), landed])?.id).toBe("sub-1");
    expect(mostTelling([web("sub-1", "sent-back"), web("sub-2", "landed"), landed])?.id).toBe("sub-3");
    expect(mostTelling([])).toBeUndefined();
  });

  it("keeps its hold, its place and its verdict through every step, and its reason through a hold", () => {
    const start = one("sub-1");
    const after = reduce([
      ...submit("sub-1"),
      submissionEvent(start, "submissionWaiting", { reason: "main is checked out" }),
      submissionEvent(start, "submissionHeld", { reason: "after the release" }, USER),
      submissionEvent(start, "submissionPlaced", { place: 1 }, USER),
    ]);
    expect(after.get("sub-1")).toMatchObject({
      state: "waiting",
      waitsFor: "room",
      reason: "main is checked out",
      place: 1,
      held: { by: USER, reason: "after the release" },
    });
    reduce([submissionEvent(start, "submissionRequeued", {}), submissionEvent(start, "submissionReleased", {})], after);
    expect(after.get("sub-1")).toMatchObject({ state: "queued", place: 1 });
    expect(after.get("sub-1")).not.toHaveProperty("held");
    reduce([submissionEvent(start, "submissionPlaced", {}, USER)], after);
    expect(after.get("sub-1")).not.toHaveProperty("place");
  });

  it("is held until it lands, and released once", () => {
    expect(holdSubmission(one("sub-1", { state: "gating" }), undefined, USER).ok).toBe(true);
    expect(holdSubmission(one("sub-1", { state: "landing" }), undefined, USER).ok).toBe(false);
    expect(holdSubmission(one("sub-1", { state: "landed" }), undefined, USER).ok).toBe(false);
    expect(releaseSubmission(one("sub-1"), USER).ok).toBe(false);
  });

  it("can be retried only when it waits or came back, and nothing newer is there", () => {
    const waiting = one("sub-1", { state: "waiting" });
    expect(retrySubmission(waiting, [waiting], USER).ok).toBe(true);
    expect(retrySubmission(one("sub-1", { state: "landed" }), [], USER)).toMatchObject({
      ok: false,
      error: { code: "wrong-transition" },
    });
    const newer = one("sub-2");
    expect(retrySubmission(waiting, [waiting, newer], USER)).toMatchObject({
      ok: false,
      error: { code: "wrong-transition" },
    });
    expect(isUnderWay(newer)).toBe(true);
  });
});
