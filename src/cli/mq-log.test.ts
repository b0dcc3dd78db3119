import { afterEach, describe, expect, it } from "vitest";
import type { EventOf } from "../shared/contract/contract.ts";
import type { Handlers } from "../shared/contract/handlers.ts";
import { ok } from "../shared/model/result.ts";
import type { GateResult } from "../shared/model/submission.ts";
import { type TestCore, cli, startTestCore } from "./testing/test-core.ts";

let core: TestCore | undefined;
afterEach(async () => {
  await core?.[Symbol.asyncDispose]();
});

async function workspaceWith(handlers: Partial<Handlers>): Promise<string> {
  core = await startTestCore(handlers);
  return core.workspace;
}

const green: GateResult = { name: "build", exitCode: 0, timedOut: false, ms: 12_000, tail: "" };
const red: GateResult = { name: "test", exitCode: 2, timedOut: false, ms: 3_000, tail: "" };

describe("mq log", () => {
  it("shows what each gate printed, without letting it speak to the terminal", async () => {
    let asked: unknown;
    const workspace = await workspaceWith({
      async "mq.log"(input) {
        asked = input;
        const text = "\u001b[32m10%\r100%\u001b[0m\nfine\u0007";
        const gates = [
          { name: "build", startedAt: 1, text, skipped: 0, result: green },
          { name: "test", startedAt: 1, text: "", skipped: 7, result: red },
        ];
        return ok({ run: "run-1", isRunning: false, gates });
      },
    });
    const { out } = await cli(workspace, ["mq", "log", "sub-7fk", "--tail", "5", "--gate", "build"]);
    expect(out).toBe(
      "run-1\n\nbuild  green, 12 s\n100%\nfine␇\n\ntest  red, exit code 2, 3 s\n… 7 bytes before this are not shown\n",
    );
    expect(asked).toEqual({ of: { submission: "sub-7fk" }, gate: "build", tail: 5 });
    await cli(workspace, ["mq", "log", "run-1"]);
    expect(asked).toEqual({ of: { run: "run-1" } });
  });

  it("follows a run to its end, and says which gate speaks", async () => {
    const told: EventOf<"mq.output">[] = [
      { kind: "started", gate: "lint", at: 1 },
      { kind: "output", gate: "lint", text: "a\n" },
      { kind: "started", gate: "test", at: 1 },
      { kind: "output", gate: "test", text: "b" },
      { kind: "output", gate: "lint", text: "c\n" },
      { kind: "ended", gate: "test", result: red },
      { kind: "ended", gate: "lint" },
    ];
    let asked: unknown;
    const workspace = await workspaceWith({
      "mq.log": async () =>
        ok({ run: "run-1", isRunning: true, gates: [{ name: "lint", startedAt: 1, text: "four", skipped: 0 }] }),
      "mq.output"(input) {
        asked = input;
        async function* events() {
          for (const [at, value] of told.entries()) yield { cursor: String(at), value };
        }
        return ok(events());
      },
    });
    const { out, code } = await cli(workspace, ["mq", "log", "run-1", "--follow", "--tail", "1"]);
    expect(code).toBe(0);
    expect(asked).toEqual({ run: "run-1", last: 4 });
    expect(out).toBe(
      "lint\na\ntest\nb\nlint\nc\ntest  red, exit code 2, 3 s\nlint  ended before it came to a result\n",
    );
    const lines = (await cli(workspace, ["mq", "log", "run-1", "--follow", "--json"])).out.trim().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(told);
  });
});

describe("mq gates", () => {
  it("shows how each gate did", async () => {
    const gates = [
      { name: "build", runs: 12, reds: 0, flakes: 0, medianMs: 61_000 },
      { name: "test", runs: 12, reds: 3, flakes: 2, medianMs: 4_000, lastFlakeAt: Date.now() - 2 * 3_600_000 },
    ];
    const workspace = await workspaceWith({ "mq.gates": async () => ok({ gates }) });
    const { out } = await cli(workspace, ["mq", "gates", "shop"]);
    expect(out).toMatch(
      /^GATE +RUNS +RED +FLIPS +MEDIAN +LAST FLIP\nbuild +12 +0 +0 +1.*\ntest +12 +3 +2 +4 s +2.*\n$/,
    );
  });
});

describe("verify", () => {
  it("shows each gate, the end of a red one's output, and fails with it", async () => {
    const [commit, onto] = ["1".repeat(40), "2".repeat(40)];
    const gates = [green, { ...red, tail: "expected 1\ngot 2\u0007" }];
    const workspace = await workspaceWith({
      "hook.verify": async () =>
        ok({ isGreen: false, verified: [{ project: "shop", commit, onto, run: "run-1", gates }], next: "Mend it." }),
    });
    const { out, code } = await cli(workspace, ["verify"]);
    expect(out).toBe(
      "shop  1111111111  run-1\n✓ build  green, 12 s\n✗ test  red, exit code 2, 3 s\n  expected 1\n  got 2␇\n\nMend it.\n",
    );
    expect(code).toBe(1);
  });
});
