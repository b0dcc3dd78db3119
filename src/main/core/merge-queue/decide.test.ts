import { describe, expect, it } from "vitest";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import {
  isUnderWay,
  mostTelling,
  nextInLine,
  queueSubmission,
  retrySubmission,
  submissionEvent,
  submissionKind,
} from "./decide.ts";

const otter = workerPath("demo", "otter");
const TIP = "a".repeat(40);
const BASE = "b".repeat(40);
const HOUR = 3_600_000;

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

describe("who is next in line", () => {
  it("is the most urgent, then the first that came", () => {
    const line = [
      one("b", { submittedAt: 2 }),
      one("a", { submittedAt: 1 }),
      one("c", { submittedAt: 3, priority: 0 }),
      one("d", { state: "gating", priority: 0 }),
    ];
    expect(nextInLine(line, 10)?.id).toBe("c");
    expect(nextInLine(line.slice(0, 2), 10)?.id).toBe("a");
    expect(nextInLine([], 10)).toBeUndefined();
  });

  it("is one that has waited for long, before a more urgent one that has just come", () => {
    const line = [
      one("patient", { submittedAt: 0, priority: 4 }),
      one("urgent", { submittedAt: 5 * HOUR, priority: 0 }),
    ];
    expect(nextInLine(line, 5 * HOUR)?.id).toBe("patient");
    expect(nextInLine([one("young", { submittedAt: 4 * HOUR, priority: 4 }), ...line.slice(1)], 5 * HOUR)?.id).toBe(
      "urgent",
    );
  });
});
