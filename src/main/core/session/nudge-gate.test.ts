import { describe, expect, it } from "vitest";
import { SESSION_STATES } from "../../../shared/model/session-signal.ts";
import { AFTER_TYPING_MS, type GateFacts, obstacleTo } from "./nudge-gate.ts";

const NOW = 1_000_000;
const facts = (more: Partial<GateFacts> = {}): GateFacts => ({
  state: "waiting-for-input",
  isCertain: true,
  until: undefined,
  contradiction: undefined,
  isTakenOver: false,
  takesNudges: true,
  queuesWhileBusy: false,
  carriesMessages: false,
  typedAt: undefined,
  draft: false,
  now: NOW,
  ...more,
});

describe("what keeps something from being typed", () => {
  it.each<[string, Partial<GateFacts>, string]>([
    ["a turn", { state: "working" }, "in the middle of a turn"],
    ["a turn that hooks can reach", { state: "working", carriesMessages: true }, "with its next step"],
    ["a turn, also of one that queues, where hooks can reach it", carried(), "with its next step"],
    ["a question", { state: "waiting-for-permission" }, "the user's to give"],
    ["a typing user", { state: "user-typing" }, "user is typing"],
    ["a user who typed a moment ago", { typedAt: NOW - 6_000 }, "user is typing"],
    ["an unfinished line", { draft: true, typedAt: NOW - 3_600_000 }, "unfinished line"],
    ["a user who took over", { isTakenOver: true }, "taken it over"],
    ["a limit", { state: "rate-limited" }, "limit"],
    ["a pause", { state: "paused" }, "paused"],
    ["a start", { state: "starting" }, "starting"],
    ["signs that do not agree", { contradiction: "hook says idle, title busy" }, "do not agree"],
    ["a runtime that takes nothing", { takesNudges: false }, "no typed messages"],
    ["no session", { state: undefined }, "not running"],
  ])("%s", (_name, more, words) => {
    expect(obstacleTo(facts(more))?.reason).toContain(words);
  });

  it.each<[string, Partial<GateFacts>]>([
    ["an idle prompt", {}],
    ["a prompt with a context that is nearly full", { state: "context-nearly-full" }],
    ["a user who typed a while ago", { typedAt: NOW - AFTER_TYPING_MS }],
    ["a program that only prints, which the screen decides", { state: "working", isCertain: false }],
    ["a turn of a program that queues", { state: "working", queuesWhileBusy: true }],
    ["one that is stalled, or of which nothing is known", { state: "unknown" }],
  ])("not %s", (_name, more) => {
    expect(obstacleTo(facts(more))).toBe(undefined);
  });

  it("looks again when a limit ends and when a user has stopped", () => {
    expect(obstacleTo(facts({ state: "rate-limited", until: NOW + 90_000 }))?.againMs).toBe(90_000);
    expect(obstacleTo(facts({ typedAt: NOW - 5_000 }))?.againMs).toBe(AFTER_TYPING_MS - 5_000);
  });

  it("lets nothing through while somebody else's hand is on the terminal, whatever the state", () => {
    for (const state of SESSION_STATES) {
      expect(obstacleTo(facts({ state, isTakenOver: true }))).toBeDefined();
      expect(obstacleTo(facts({ state, draft: true }))).toBeDefined();
    }
  });
});

function carried(): Partial<GateFacts> {
  return { state: "working", carriesMessages: true, queuesWhileBusy: true };
}
