import { describe, expect, it } from "vitest";
import { type LaunchRequest, type Means, buildLaunch } from "./launch.ts";
import { type RuntimeSpec, runtimeSpec } from "./spec.ts";

const request: LaunchRequest = {
  prompt: "Begin.",
  promptFile: "/s/prompt.md",
  worktree: "/w",
  sessionDir: "/s/runtime",
  env: { PATH: "/bin", SET: "by the user" },
  drover: "/d/bin/drover",
  unattended: false,
  newSession: "new",
};
const means: Means = { file: "/x", equipment: { args: [], env: {} }, knows: () => true };

function spec(more: Partial<Record<keyof RuntimeSpec, unknown>>): RuntimeSpec {
  return runtimeSpec.parse({ id: "x", title: "X", command: ["x", "--always"], ...more });
}

const sessions = {
  newSession: ["--id", "{runtimeSession}"],
  resume: ["resume", "{runtimeSession}"],
  fork: ["fork", "{runtimeSession}", "as", "{newSession}"],
};

interface Case {
  readonly spec: Partial<Record<keyof RuntimeSpec, unknown>>;
  readonly wanted?: Partial<LaunchRequest>;
  readonly args: readonly string[];
  /** By which it is known before it starts. */
  readonly id?: string;
}

const FORK = { resume: "old", fork: true };

describe("which session a launch begins", () => {
  const cases: Readonly<Record<string, Case>> = {
    "a new one under our id": { spec: sessions, args: ["--id", "new"], id: "new" },
    "a lost one gone on with": { spec: sessions, wanted: { resume: "old" }, args: ["resume", "old"], id: "old" },
    "a fork under our id": { spec: sessions, wanted: FORK, args: ["fork", "old", "as", "new"], id: "new" },
    "a fork whose id it chooses": { spec: { fork: ["fork", "{runtimeSession}"] }, wanted: FORK, args: ["fork", "old"] },
    "a new one where it cannot resume": {
      spec: { newSession: sessions.newSession },
      wanted: { resume: "old" },
      args: ["--id", "new"],
      id: "new",
    },
    "a new one without an id": { spec: {}, wanted: { resume: "old" }, args: [] },
  };
  it.each(Object.entries(cases))("%s", (_what, one) => {
    const launch = buildLaunch(spec(one.spec), means, { ...request, ...one.wanted });
    expect(launch.args).toEqual(["--always", ...one.args]);
    expect(launch.runtimeSession).toBe(one.id);
  });
});

describe("how the first prompt is handed over", () => {
  it("is an argument where it takes one", () => {
    const launch = buildLaunch(spec({ prompt: ["--", "{prompt}"] }), means, request);
    expect(launch.args).toEqual(["--always", "--", "Begin."]);
    expect(launch.typed).toBeUndefined();
  });

  it("is a file to read, told by keys, where it takes none", () => {
    const launch = buildLaunch(spec({ promptWay: "typed" }), means, request);
    expect(launch.args).toEqual(["--always"]);
    expect(launch.typed).toContain("/s/prompt.md");
  });

  it("is a file to read where it is longer than the program takes", () => {
    const long = { ...request, prompt: "y".repeat(201) };
    const { args } = buildLaunch(spec({ prompt: ["{prompt}"], promptLimit: 200 }), means, long);
    expect(args[1]).toContain("/s/prompt.md");
    expect(args[1]?.length).toBeLessThan(200);
  });
});

describe("flags that a version does not have", () => {
  const optional = { "--config": 1, "--quiet": 0 };
  const command = ["x", "--config", "{sessionDir}/c.json", "--quiet", "--config=inline", "--kept"];

  it("are left out with their values where it runs without them", () => {
    const launch = buildLaunch(spec({ command, optional }), { ...means, knows: (flag) => flag === "--quiet" }, request);
    expect(launch.args).toEqual(["--quiet", "--kept"]);
  });

  it("are passed where they are needed, and where the help is not known", () => {
    const launch = buildLaunch(spec({ command, optional }), means, request);
    expect(launch.args).toEqual(["--config", "/s/runtime/c.json", "--quiet", "--config=inline", "--kept"]);
  });

  it("leave a program with an id of its own where they would have given it one", () => {
    const named = spec({ newSession: ["--id={runtimeSession}"], optional: { "--id": 0 } });
    expect(buildLaunch(named, means, request).runtimeSession).toBe("new");
    const { args, runtimeSession } = buildLaunch(named, { ...means, knows: () => false }, request);
    expect(args).toEqual(["--always"]);
    expect(runtimeSession).toBeUndefined();
  });

  it("never take a word of the prompt along", () => {
    const odd = spec({ command: ["x"], prompt: ["{prompt}"], optional });
    const launch = buildLaunch(odd, { ...means, knows: () => false }, { ...request, prompt: "--config" });
    expect(launch.args).toEqual(["--config"]);
  });
});

it("sets the runtime's variables over the session's, and the adapter's over both", () => {
  const equipment = { args: ["--from-adapter"], env: { BOTH: "adapter" } };
  const setEnv = { SET: "{sessionDir}/home", BOTH: "data" };
  const launch = buildLaunch(spec({ setEnv }), { ...means, equipment }, request);
  expect(launch.env).toEqual({ PATH: "/bin", SET: "/s/runtime/home", BOTH: "adapter" });
  expect(launch.args).toEqual(["--always", "--from-adapter"]);
});
