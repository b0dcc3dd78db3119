import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Gate } from "../../../../shared/model/project.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import { ManualClock } from "../../base/clock.ts";
import { type GateOutputs, createGateOutputs } from "./outputs.ts";
import type { LaneOutcome, VerifyRun } from "./lanes.ts";
import { type Verifications, createVerifications } from "./verifications.ts";

const [TIP, OTHER, TARGET, NEXT] = ["1", "2", "a", "b"].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const green: GateResult = { name: "test", exitCode: 0, timedOut: false, ms: 5, tail: "" };

let folder: string;
let outputs: GateOutputs;
let verifications: Verifications;
let gates: Gate[];
let runs: VerifyRun[];
let brought: string[];
/** What the lanes do with a run. */
let lane: (run: VerifyRun) => Promise<LaneOutcome>;

function open(): void {
  outputs = createGateOutputs({
    folder,
    clock: new ManualClock(),
    report(error) {
      throw error;
    },
  });
  verifications = createVerifications({
    lanes: { verify: (run) => (runs.push(run), lane(run)) },
    outputs,
    gatesOf: () => gates,
    async bring(_project, commit) {
      brought.push(commit);
      return {
        async [Symbol.asyncDispose]() {
          brought.push(`let go of ${commit}`);
        },
      };
    },
  });
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-verify-")));
  gates = [{ name: "test", command: ["npm", "test"], timeoutMs: 1_000 }];
  runs = [];
  brought = [];
  lane = async (run) => {
    const { project, commit, onto } = run;
    const about = { project, commit, onto, purpose: "verify" as const, submissions: [], lane: 17, attempt: 1 };
    const output = outputs.begin({ run: run.run, ...about }, gates);
    await output.begin(0).end(green);
    await output.finish("green");
    return { state: "green", gates: [green] };
  };
  open();
});

afterEach(async () => {
  await outputs[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const verify = (change: { agent?: string; commit?: string; onto?: string } = {}) =>
  verifications.run({ project: "demo", agent: "demo/otter", commit: TIP, onto: TARGET, ...change });

describe("what was verified", () => {
  it("is known by its commit and target, also to the next core, and not run again", async () => {
    expect(await verify()).toEqual({ ok: true, value: { run: runs[0]?.run, gates: [green] } });
    await outputs[Symbol.asyncDispose]();
    open();
    expect(await verify()).toEqual({ ok: true, value: { run: runs[0]?.run, gates: [green] } });
    expect(runs).toHaveLength(1);
    expect(brought).toEqual([TIP, `let go of ${TIP}`]);
    expect(verifications.of("demo", TIP)).toMatchObject({ commit: TIP, onto: TARGET, gates: [green] });
    expect(verifications.of("demo", OTHER)).toBeUndefined();
    expect(verifications.of("web", TIP)).toBeUndefined();
  });

  it("is verified again on another target, and when the gates are others now", async () => {
    await verify();
    await verify({ onto: NEXT });
    expect(verifications.of("demo", TIP)).toMatchObject({ onto: NEXT });
    gates = [{ name: "test", command: ["npm", "run", "all"], timeoutMs: 1_000 }];
    expect(verifications.of("demo", TIP)).toBeUndefined();
    await verify({ onto: NEXT });
    expect(runs).toHaveLength(3);
  });

  it("counts for nothing when it is red", async () => {
    const red = { ...green, exitCode: 1 };
    lane = async ({ run, project, commit, onto }) => {
      const about = { project, commit, onto, purpose: "verify" as const, submissions: [], lane: 17, attempt: 1 };
      const output = outputs.begin({ run, ...about }, gates);
      await output.begin(0).end(red);
      await output.finish("red");
      return { state: "red", gates: [red] };
    };
    expect(await verify()).toMatchObject({ ok: true, value: { gates: [{ exitCode: 1 }] } });
    expect(verifications.of("demo", TIP)).toBeUndefined();
  });

  it("needs no run where there are no gates", async () => {
    gates = [];
    expect(await verify()).toEqual({ ok: true, value: { gates: [] } });
    expect(runs).toEqual([]);
  });
});

describe("a run that is under way", () => {
  it("answers whoever asks again, and ends when its agent asks of a newer commit", async () => {
    const begun = Promise.withResolvers<void>();
    lane = ({ signal }) =>
      new Promise((resolve) => {
        if (runs.length === 2) begun.resolve();
        signal.addEventListener("abort", () => resolve({ state: "cancelled", gates: [] }));
      });
    const first = verify();
    const again = verify();
    const others = verify({ agent: "demo/lynx" });
    await begun.promise;
    lane = async () => ({ state: "green", gates: [green] });
    expect(await verify({ commit: OTHER })).toMatchObject({ ok: true });
    for (const ended of [await first, await again]) expect(ended).toMatchObject({ error: { code: "interrupted" } });
    expect(runs.map(({ commit, signal }) => [commit, signal.aborted])).toEqual([
      [TIP, true],
      [TIP, false],
      [OTHER, false],
    ]);
    void others;
  });
});
