import { expect, it } from "vitest";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { MANAGER, USER, workerPath } from "../../../shared/model/identity.ts";
import { notify } from "./decide.ts";
import { createRepeats } from "./repeats.ts";

const facts = {
  convoyTitle: () => "Dates",
  isReviewed: (project: string) => project === "careful",
  agentOf: () => "shop/workers/ada",
};
const event = (kind: string, type: string, data: unknown = {}): LedgerEvent => ({
  seq: 7,
  at: 1000,
  ledger: "workspace",
  kind,
  subject: `${kind}-1`,
  type,
  actor: MANAGER,
  data,
});

it("tells of a landed convoy, with the way to it", () => {
  expect(notify(event("convoy", "convoyLanded", { items: 3, ms: 5 }), facts)).toEqual({
    id: "event-7",
    at: 1000,
    kind: "convoy-landed",
    urgency: "normal",
    title: "Convoy landed",
    body: "Dates: everything is closed and landed.",
    about: { kind: "convoy", id: "convoy-1" },
  });
});

it("does not call landed what was closed without", () => {
  expect(notify(event("convoy", "convoyLanded", { items: 3, landed: 2, ms: 5 }), facts)?.body).toBe(
    "Dates: everything is closed, not all of it landed.",
  );
});

it("is urgent about an agent that was taken out of work, and quiet about one whose work came back", () => {
  expect(notify(event("agent", "agentParked", { reason: "It crashed 5 times." }), facts)).toMatchObject({
    urgency: "urgent",
    body: "It crashed 5 times.",
  });
  const back = notify(event("submission", "submissionSentBack", { reason: "Red.\n\nlong output" }), facts);
  expect(back).toMatchObject({ urgency: "quiet", body: "Red." });
});

it("tells of a submission that waits for a review, and of no other", () => {
  const queued = (project: string) => notify(event("submission", "submissionQueued", { project, item: "d-1" }), facts);
  expect(queued("careful")).toMatchObject({
    kind: "submission-waits",
    body: "d-1 in careful lands once it is approved.",
  });
  expect(queued("demo")).toBeUndefined();
});

it("tells the user of mail to them, not of mail to others, and not twice of a convoy", () => {
  const mail = { from: workerPath("demo", "otter"), to: USER, subject: "Which port?", body: "" };
  expect(notify(event("mail", "mailSent", mail), facts)).toMatchObject({ kind: "mail", body: "Which port?" });
  expect(notify(event("mail", "mailSent", { ...mail, to: MANAGER }), facts)).toBeUndefined();
  expect(notify(event("mail", "mailSent", { ...mail, about: { kind: "convoy", id: "cv-1" } }), facts)).toBeUndefined();
});

it("tells of a question with the letter that asks it", () => {
  const mail = {
    from: workerPath("demo", "otter"),
    to: USER,
    subject: "Which port?",
    body: "",
    question: { choices: [] },
  };
  expect(notify(event("mail", "mailSent", mail), facts)).toMatchObject({
    kind: "question",
    title: "demo/workers/otter asks you",
    mail: "mail-1",
  });
});

it("is quiet about one crash, and silent about a session that ended otherwise", () => {
  const ended = (reason: string) => notify(event("session", "sessionEnded", { reason }), facts);
  expect(ended("crashed")).toMatchObject({ kind: "crash", urgency: "quiet", about: { id: "shop/workers/ada" } });
  expect(ended("done")).toBeUndefined();
});

it("tells once of a landing that is tried again and again, and anew of another reason or another wait", () => {
  const repeats = createRepeats();
  const isNews = (type: string, reason = "") => {
    const one = event("submission", type, { reason, waitsFor: "room" });
    return repeats.isNews(one, notify(one, facts)) && notify(one, facts) !== undefined;
  };
  expect(isNews("submissionWaiting", "main is checked out.\nmore")).toBe(true);
  expect(isNews("submissionPreparing")).toBe(false);
  expect(isNews("submissionWaiting", "main is checked out.\nother lines")).toBe(false);
  expect(isNews("submissionWaiting", "The index is locked.")).toBe(true);
  expect(isNews("submissionLanded")).toBe(false);
  expect(isNews("submissionWaiting", "The index is locked.")).toBe(true);
});

it("tells of a target that is red itself once, however many wait for another one", () => {
  const data = { reason: "main itself is red at “test” (commit 0a1b2c3d).", waitsFor: "target" };
  const told = ["sub-1", "sub-2"].map((subject) =>
    notify({ ...event("submission", "submissionWaiting", data), subject }, facts),
  );
  expect(told[0]).toMatchObject({ title: "A target is red itself" });
  expect(told[1]?.id).toBe(told[0]?.id);
});

it("is silent about everyday work", () => {
  for (const type of ["workItemCreated", "sessionStarted", "submissionLanded", "hookFilled"]) {
    expect(notify(event("any", type), facts)).toBeUndefined();
  }
});
