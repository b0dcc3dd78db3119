import { describe, expect, it } from "vitest";
import type { Agent, Hook, Session } from "../../../shared/model/agent.ts";
import { MANAGER, workerPath } from "../../../shared/model/identity.ts";
import { reasonOfExit, startSession } from "./decide.ts";
import { sessionEnvironment } from "./env.ts";
import { type AgentFacts, CRASH_WINDOW_MS, TYPING_RESPECT_MS, wanted } from "./policy.ts";

const otter = workerPath("demo", "otter");
const NOW = 1_000_000_000;

const agent: Agent = {
  path: otter,
  role: "worker",
  project: "demo",
  name: "otter",
  runtime: "scripted",
  specialities: [],
  createdAt: 0,
};
const hook = (state: Hook["state"], more: Partial<Hook> = {}): Hook => ({
  agent: otter,
  project: "demo",
  state,
  item: "d-1",
  queue: [],
  also: [],
  worktree: "/w",
  branch: "drover/otter/d-1",
  attempt: 1,
  round: 1,
  updatedAt: NOW,
  ...more,
});
const session = (more: Partial<Session> = {}): Session => ({
  id: "ses-1",
  agent: otter,
  project: "demo",
  item: "d-1",
  runtime: "scripted",
  round: 1,
  host: "host-1",
  startedAt: NOW,
  ...more,
});
const crashed = (ago: number) => session({ endedAt: NOW - ago, endReason: "crashed", exitCode: 1 });

describe("what is wanted of an agent's sessions", () => {
  const facts = (more: Partial<AgentFacts>): AgentFacts => ({
    agent,
    hook: undefined,
    live: undefined,
    ended: [],
    typedAt: undefined,
    restartPauseMs: 2_000,
    isRecovered: true,
    now: NOW,
    ...more,
  });

  const keeper: Agent = { ...agent, path: MANAGER, role: "manager", onDutySince: NOW - 60_000 };
  const ended = (endReason: "stopped" | "crashed", ago: number) => [session({ endedAt: NOW - ago, endReason })];
  const { onDutySince: _, ...relieved } = keeper;

  it.each<[string, Partial<AgentFacts>, object]>([
    ["a start for one that holds a role, also without work", { agent: keeper }, { kind: "start" }],
    ["a start again when it crashed", { agent: keeper, ended: ended("crashed", 5_000) }, { kind: "start" }],
    ["nothing once a person stopped it", { agent: keeper, ended: ended("stopped", 5_000) }, { kind: "nothing" }],
    ["a start when it was given the role anew", { agent: keeper, ended: ended("stopped", 90_000) }, { kind: "start" }],
    ["an end when it was relieved", { agent: relieved, live: session({ round: 0 }) }, { kind: "end" }],
    ["nothing for one that was relieved", { agent: relieved }, { kind: "nothing" }],
    [
      "a person's look where nobody recovers",
      { hook: hook("active"), ended: [crashed(5_000)], isRecovered: false },
      { kind: "park" },
    ],
    ["a start for work also where nobody recovers", { hook: hook("active"), isRecovered: false }, { kind: "start" }],
    ["nothing without a hook", {}, { kind: "nothing" }],
    ["a start for work", { hook: hook("active") }, { kind: "start" }],
    ["nothing before the worktree is there", { hook: hook("created", { worktree: "" }) }, { kind: "nothing" }],
    ["nothing while suspended", { hook: hook("suspended") }, { kind: "nothing" }],
    ["nothing once submitted", { hook: hook("completed") }, { kind: "nothing" }],
    ["nothing for one that is parked", { hook: hook("active"), agent: { ...agent, parked: "x" } }, { kind: "nothing" }],
    ["peace while it works", { hook: hook("active"), live: session() }, { kind: "nothing" }],
    ["leave after submitting", { hook: hook("completed"), live: session() }, { kind: "leave" }],
    ["leave after landing", { hook: hook("archived"), live: session() }, { kind: "leave" }],
    ["an end when suspended", { hook: hook("suspended"), live: session() }, { kind: "end", reason: "stopped" }],
    [
      "an end when the item was taken off",
      { hook: { ...hook("archived"), item: undefined }, live: session() },
      { kind: "end", reason: "stopped" },
    ],
    [
      "another at a hand-off",
      { hook: hook("active", { round: 2, note: "n" }), live: session() },
      { kind: "end", reason: "handoff" },
    ],
    [
      "another when work came back to one that lingers",
      { hook: hook("active", { round: 2, sentBack: "conflict" }), live: session() },
      { kind: "end", reason: "done" },
    ],
    [
      "another when work arrives at one that has none",
      { hook: hook("active"), live: session({ round: 0 }) },
      { kind: "end", reason: "replaced" },
    ],
    [
      "patience while the user types into one without work",
      { hook: hook("active"), live: session({ round: 0 }), typedAt: NOW - 1_000 },
      { kind: "wait", ms: TYPING_RESPECT_MS - 1_000 },
    ],
    ["an immediate restart after one crash", { hook: hook("active"), ended: [crashed(10)] }, { kind: "start" }],
    ["a pause after two", { hook: hook("active"), ended: [crashed(500), crashed(900)] }, { kind: "wait", ms: 1_500 }],
    [
      "a longer one after four",
      { hook: hook("active"), ended: [500, 900, 1_000, 2_000].map(crashed) },
      { kind: "wait", ms: 7_500 },
    ],
    ["parking after five", { hook: hook("active"), ended: [1, 2, 3, 4, 5].map(crashed) }, { kind: "park" }],
    [
      "no parking for crashes of long ago",
      { hook: hook("active"), ended: [1, 2, 3, 4].map(crashed).concat(crashed(CRASH_WINDOW_MS + 1)) },
      { kind: "wait" },
    ],
    [
      "no parking for those before a person looked",
      { hook: hook("active"), agent: { ...agent, unparkedAt: NOW - 1 }, ended: [2, 3, 4, 5, 6].map(crashed) },
      { kind: "start" },
    ],
    [
      "no parking for sessions lost with their hosts",
      { hook: hook("active"), ended: [1, 2, 3, 4, 5].map((ago) => session({ endedAt: NOW - ago, endReason: "lost" })) },
      { kind: "start" },
    ],
    [
      "a fresh count after work was done",
      {
        hook: hook("active"),
        ended: [crashed(1), session({ endedAt: NOW - 2, endReason: "done" }), ...[3, 4, 5, 6].map(crashed)],
      },
      { kind: "start" },
    ],
  ])("%s", (_name, more, expected) => {
    expect(wanted(facts(more))).toMatchObject(expected);
  });
});

describe("a session's beginning and end", () => {
  it("is refused while another of its agent lives", () => {
    const data = { runtime: "scripted", round: 1 };
    const order = { id: "ses-2", agent: otter, data, actor: otter };
    const board = { get: () => undefined, liveOf: () => session() };
    expect(startSession(board, order)).toMatchObject({ ok: false, error: { code: "already-running" } });
    expect(startSession({ ...board, liveOf: () => undefined }, order)).toMatchObject({ ok: true });
  });

  it.each([
    ["active", 1, false, undefined, "crashed"],
    ["active", 1, true, undefined, "stopped"],
    ["active", 2, false, undefined, "handoff"],
    ["completed", 1, false, undefined, "done"],
    ["archived", 1, true, undefined, "done"],
    ["suspended", 1, false, undefined, "stopped"],
    ["active", 1, false, "replaced", "replaced"],
  ] as const)("with its hook %s in round %i, deliberate %s, intent %s: %s", (...args) => {
    const [hookState, hookRound, isDeliberate, intent, reason] = args;
    const facts = { session: session(), hookState, hookRound, isDeliberate, intent, failedOnDuty: false };
    expect(reasonOfExit(facts)).toBe(reason);
  });

  it.each([
    [true, false, "crashed"],
    [true, true, "stopped"],
    [false, false, "done"],
  ] as const)("without work, failed on duty %s, deliberate %s: %s", (failedOnDuty, isDeliberate, reason) => {
    const facts = { session: session({ round: 0 }), hookState: undefined, hookRound: 0, intent: undefined };
    expect(reasonOfExit({ ...facts, isDeliberate, failedOnDuty })).toBe(reason);
  });
});

describe("the environment of a session", () => {
  const own = {
    PATH: "/usr/bin",
    HOME: "/home/olga",
    LC_CTYPE: "C.UTF-8",
    NODE_OPTIONS: "--inspect",
    ELECTRON_RUN_AS_NODE: "1",
    GIT_TEMPLATE_DIR: "/t",
    GIT_DIR: "/elsewhere",
    PREFIX: "/p",
    AWS_SECRET_ACCESS_KEY: "secret",
    ANTHROPIC_API_KEY: "key",
    MY_TOOL_TOKEN: "listed",
    DROVER_TOKEN: "the user's",
  };
  const env = sessionEnvironment({
    own,
    runtimeNames: ["ANTHROPIC_*"],
    userNames: ["MY_TOOL_TOKEN"],
    shimDir: "/ws/.drover/bin",
    workspace: "/ws",
    session: "ses-1",
    token: "its own",
    agent: otter,
    project: "demo",
    ownerEmail: "olga@example.org",
  });

  it("has what programs need, what its runtime asks for and what the user lists, and nothing else", () => {
    expect(env).toEqual({
      PATH: "/ws/.drover/bin:/usr/bin",
      HOME: "/home/olga",
      LC_CTYPE: "C.UTF-8",
      ANTHROPIC_API_KEY: "key",
      MY_TOOL_TOKEN: "listed",
      DROVER_BIN: "/ws/.drover/bin/drover",
      DROVER_WORKSPACE: "/ws",
      DROVER_SESSION: "ses-1",
      DROVER_TOKEN: "its own",
      DROVER_AGENT: otter,
      DROVER_PROJECT: "demo",
      GIT_AUTHOR_NAME: "Otter (demo/workers/otter)",
      GIT_AUTHOR_EMAIL: "olga@example.org",
      GIT_COMMITTER_NAME: "Otter (demo/workers/otter)",
      GIT_COMMITTER_EMAIL: "olga@example.org",
    });
  });
});
