import { describe, expect, it } from "vitest";
import {
  DOUBT_MS,
  type Evidence,
  LEAVE_MS,
  LIFE_MS,
  LIMIT_MS,
  PROVEN_MS,
  SETTLE_MS,
  TYPING_MS,
  WORKING_MS,
} from "./evidence.ts";
import { judge } from "./status.ts";

const NOW = 1_000_000_000;
const at = (ago: number) => NOW - ago;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const old = { startedAt: at(10 * MINUTE) };

const title = (state: "working" | "waiting-for-input" | "waiting-for-permission", ago: number, since = ago) => ({
  title: { text: "t", state, at: at(ago), since: at(since) },
});
const hook = (state: "working" | "waiting-for-input", ago: number) => ({
  told: { hook: { state, at: at(ago), detail: "its hook" } },
  provenAt: at(ago),
  ...(state === "working" ? { busyAt: at(ago) } : {}),
});
const screen = (state: "working" | "waiting-for-input" | "waiting-for-permission" | undefined, ago: number) => ({
  screen: { state, at: at(ago), askedAt: state === "waiting-for-permission" ? at(ago) : undefined },
});
const asked = (source: "hook" | "title" | "screen" | "notification", ago: number) => ({
  question: { source, at: at(ago) },
});

describe("the state of a session", () => {
  it.each<[string, Evidence, string, string]>([
    ["just started", { startedAt: at(1_000) }, "starting", "process"],
    ["started and printing", { startedAt: at(1_000), outputAt: at(100) }, "starting", "process"],
    ["started and standing still", { startedAt: at(6_000), outputAt: at(4_000) }, "unknown", "process"],
    ["started and called", { startedAt: at(1_000), contactAt: at(100) }, "working", "call"],
    ["printing", { ...old, outputAt: at(1_000) }, "working", "output"],
    ["silent", { ...old, outputAt: at(WORKING_MS) }, "unknown", "process"],
    ["a typing user over everything it does", { ...old, outputAt: at(1), typedAt: at(1_000) }, "user-typing", "user"],
    ["a user who stopped typing", { ...old, outputAt: at(1), typedAt: at(TYPING_MS) }, "working", "output"],
    ["paused", { ...old, outputAt: at(1), pausedAt: at(1) }, "paused", "user"],
    ["done a moment ago", { ...old, outputAt: at(1), finishedAt: at(1_000) }, "working", "output"],
    ["done and still there", { ...old, outputAt: at(1), finishedAt: at(LEAVE_MS) }, "zombie", "core"],
    ["nudged in vain", { ...old, outputAt: at(9_000), stalledAt: at(1_000) }, "stalled", "core"],
    ["heard of since", { ...old, contactAt: at(500), stalledAt: at(1_000) }, "working", "call"],
    ["exited", { ...old, outputAt: at(1), ended: { at: at(1), lost: false, code: 3 } }, "exited", "process"],
    ["lost", { ...old, ended: { at: at(1), lost: true, code: undefined } }, "lost", "host"],

    ["a busy title", { ...old, ...title("working", 5_000) }, "working", "title"],
    ["a busy title that stands still", { ...old, ...title("working", LIFE_MS) }, "unknown", "title"],
    [
      "an idle title over output",
      { ...old, outputAt: at(10), ...title("waiting-for-input", 10) },
      "waiting-for-input",
      "title",
    ],
    [
      "a hook over output",
      { ...old, outputAt: at(10), ...hook("waiting-for-input", HOUR) },
      "waiting-for-input",
      "hook",
    ],
    [
      "a hook over an older title",
      { ...old, ...hook("working", 500), ...title("waiting-for-input", 9_000) },
      "working",
      "hook",
    ],
    [
      "a hook that told of work, and nothing that moved since",
      { ...old, ...hook("working", LIFE_MS) },
      "unknown",
      "hook",
    ],
    [
      "a spinner that goes on for hours with nothing else",
      { startedAt: at(59 * HOUR), outputAt: at(1), ...title("working", 1, 59 * HOUR) },
      "unknown",
      "title",
    ],
    [
      "a missed end of a turn, and a spinner that goes on",
      { startedAt: at(9 * HOUR), outputAt: at(1), ...hook("working", PROVEN_MS) },
      "unknown",
      "hook",
    ],
    [
      "a long run of tests under a spinner",
      { ...old, outputAt: at(1), ...hook("working", PROVEN_MS - 1) },
      "working",
      "hook",
    ],
    ["output alone for hours", { startedAt: at(HOUR), outputAt: at(1) }, "unknown", "output"],
  ])("%s", (_name, evidence, state, source) => {
    expect(judge(evidence, NOW)).toMatchObject({ state, source });
  });
});

describe("a question", () => {
  const asks = "waiting-for-permission";
  it.each<[string, Partial<Evidence>, string]>([
    ["stands for hours", asked("hook", 3 * HOUR), asks],
    ["stands while it blinks", { ...asked("hook", 900), outputAt: at(10) }, asks],
    ["stands under a title that looks idle", { ...asked("hook", 900), ...title("waiting-for-input", 500) }, asks],
    ["stands under a spinner that turned before it", { ...asked("hook", 5_000), ...title("working", 10, 9_000) }, asks],
    [
      "is answered when the title begins to work after it",
      { ...asked("hook", 9_000), ...title("working", 10, 2_000) },
      "working",
    ],
    ["is answered when a hook tells of work after it", { ...asked("hook", 900), ...hook("working", 500) }, "working"],
    [
      "stands when another tool's hook calls while it is on the screen",
      { ...asked("hook", 9_000), ...screen(asks, 8_000), ...hook("working", 500) },
      asks,
    ],
    [
      "is answered when it went from the screen",
      {
        ...asked("hook", 9_000),
        screen: { state: undefined, at: at(500), askedAt: at(8_000) },
        ...hook("working", 500),
      },
      "working",
    ],
    [
      "is not taken for answered because the screen shows nothing that is known",
      { ...asked("hook", 9_000), ...screen(undefined, 500) },
      asks,
    ],
    [
      "is answered when its screen shows a prompt",
      { ...asked("hook", 9_000), ...screen("waiting-for-input", 500) },
      "waiting-for-input",
    ],
    ["of a title goes with it", { ...asked("title", 9_000), ...title("waiting-for-input", 500) }, "waiting-for-input"],
    ["of a title stands with it", { ...asked("title", 9_000), ...title(asks, 9_000) }, asks],
    [
      "is not answered by a notice that it waits",
      { ...asked("hook", 9_000), told: { notification: { state: "waiting-for-input", at: at(500) } } },
      asks,
    ],
    ["is over with the program", { ...asked("hook", 900), ended: { at: at(1), lost: false, code: 0 } }, "exited"],
  ])("%s", (_name, evidence, state) => {
    expect(judge({ ...old, ...evidence }, NOW).state).toBe(state);
  });
});

describe("a vendor's limit", () => {
  const limit = { source: "hook" as const, at: at(MINUTE), until: NOW + HOUR };
  it.each<[string, Partial<Evidence>, object]>([
    ["holds until its end", { limit }, { state: "rate-limited", limitedUntil: NOW + HOUR, until: NOW + HOUR }],
    ["holds under an idle title", { limit, ...title("waiting-for-input", 500) }, { state: "rate-limited" }],
    [
      "is over at its end",
      { limit: { ...limit, until: NOW }, ...hook("waiting-for-input", 500) },
      { state: "waiting-for-input" },
    ],
    ["is over when it works again", { limit, ...hook("working", 500) }, { state: "working" }],
    [
      "without an end is believed for a while",
      { limit: { source: "screen", at: at(LIMIT_MS - 1) } },
      { state: "rate-limited" },
    ],
    [
      "without an end is not believed for ever",
      { limit: { source: "screen", at: at(LIMIT_MS) } },
      { state: "unknown" },
    ],
  ])("%s", (_name, evidence, expected) => {
    expect(judge({ ...old, ...evidence }, NOW)).toMatchObject(expected);
  });
});

describe("a context that is nearly full", () => {
  const context = { used: 170_000, size: 200_000, at: at(900) };
  it("is what counts of one that waits at its prompt", () => {
    const judged = judge({ ...old, ...hook("waiting-for-input", 900), context }, NOW);
    expect(judged).toMatchObject({ state: "context-nearly-full", source: "hook" });
    expect(judged.evidence).toContain("85 %");
  });
  it("does not hide that it works or asks", () => {
    expect(judge({ ...old, ...hook("working", 900), context }, NOW).state).toBe("working");
    expect(judge({ ...old, ...asked("hook", 900), context }, NOW).state).toBe("waiting-for-permission");
  });
  it("is not guessed where its size is not known", () => {
    const { size: _, ...unknown } = context;
    expect(judge({ ...old, ...hook("waiting-for-input", 900), context: unknown }, NOW).state).toBe("waiting-for-input");
  });
});

describe("a contradiction", () => {
  // A turn that the user interrupted: no hook tells of that.
  const interrupted = (ago: number): Evidence => ({
    ...old,
    ...hook("working", 2 * MINUTE),
    outputAt: at(1),
    ...title("waiting-for-input", ago),
  });

  it("is none within the time that signals take", () => {
    const judged = judge(interrupted(SETTLE_MS - 1), NOW);
    expect(judged).toMatchObject({ state: "working", source: "hook", until: NOW + 1 });
    expect(judged.contradiction).toBeUndefined();
  });
  it("is told, and the more reliable one stands meanwhile", () => {
    const judged = judge(interrupted(SETTLE_MS), NOW);
    expect(judged).toMatchObject({ state: "working", source: "hook" });
    expect(judged.contradiction).toBe("its hook says working, title of its terminal says waiting-for-input");
  });
  it("is decided by the screen, either way", () => {
    expect(judge({ ...interrupted(9_000), ...screen("waiting-for-input", 500) }, NOW)).toMatchObject({
      state: "waiting-for-input",
      source: "title",
    });
    expect(judge({ ...interrupted(9_000), ...screen("working", 500) }, NOW)).toMatchObject({
      state: "working",
      source: "hook",
    });
  });
  it("is not decided by a look from before it", () => {
    expect(judge({ ...interrupted(9_000), ...screen("waiting-for-input", 9_500) }, NOW).contradiction).toBeDefined();
  });
  it("leaves nothing to believe when no look decides it", () => {
    const judged = judge(interrupted(DOUBT_MS), NOW);
    expect(judged.state).toBe("unknown");
    expect(judged.contradiction).toBeUndefined();
  });
  it("is not won by a screen alone, which may show anything", () => {
    const e = { ...old, ...hook("waiting-for-input", MINUTE), outputAt: at(9_000), ...screen("working", 9_000) };
    const judged = judge(e, NOW);
    expect(judged.state).toBe("waiting-for-input");
    expect(judged.contradiction).toBeDefined();
  });
});

it("says when it may change by itself, and has changed by then", () => {
  for (const evidence of [
    { startedAt: NOW },
    { ...old, outputAt: NOW },
    { ...old, typedAt: NOW },
    { ...old, contactAt: NOW },
    { ...old, outputAt: NOW, finishedAt: NOW },
    { ...old, ...hook("working", 0) },
    { ...old, ...hook("working", 0), ...title("waiting-for-input", 0) },
    { ...old, limit: { source: "screen" as const, at: NOW } },
  ]) {
    let judged = judge(evidence, NOW);
    for (let steps = 0; judged.until !== undefined; steps++) {
      expect(steps).toBeLessThan(6);
      const next = judge(evidence, judged.until);
      if (next.until !== undefined) expect(next.until).toBeGreaterThan(judged.until);
      judged = next;
    }
    expect(["unknown", "zombie"]).toContain(judged.state);
  }
});
