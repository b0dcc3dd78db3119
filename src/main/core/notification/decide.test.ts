import { expect, it } from "vitest";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { MANAGER, USER, workerPath } from "../../../shared/model/identity.ts";
import { notify } from "./decide.ts";

const facts = { convoyTitle: () => "Dates", isReviewed: (project: string) => project === "careful" };
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
  expect(queued("careful")).toMatchObject({ kind: "needs-user", body: "d-1 in careful lands once it is approved." });
  expect(queued("demo")).toBeUndefined();
});

it("tells the user of mail to them, not of mail to others, and not twice of a convoy", () => {
  const mail = { from: workerPath("demo", "otter"), to: USER, subject: "Which port?", body: "" };
  expect(notify(event("mail", "mailSent", mail), facts)).toMatchObject({ kind: "needs-user", body: "Which port?" });
  expect(notify(event("mail", "mailSent", { ...mail, to: MANAGER }), facts)).toBeUndefined();
  expect(notify(event("mail", "mailSent", { ...mail, about: { kind: "convoy", id: "cv-1" } }), facts)).toBeUndefined();
});

it("is silent about everyday work", () => {
  for (const type of ["workItemCreated", "sessionStarted", "submissionLanded", "hookFilled"]) {
    expect(notify(event("any", type), facts)).toBeUndefined();
  }
});
