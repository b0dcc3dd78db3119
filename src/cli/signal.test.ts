import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fail, ok } from "../shared/model/result.ts";
import { signalPayload } from "./signal-payload.ts";
import { AGENT_TOKEN, type TestCore, cli, startTestCore } from "./testing/test-core.ts";

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function core(handlers: Parameters<typeof startTestCore>[0]): Promise<TestCore> {
  const made = await startTestCore(handlers);
  opened.push(made);
  return made;
}

const inSession = { DROVER_SESSION: "ses-1", DROVER_TOKEN: AGENT_TOKEN };

describe("a hook of an agent's session", () => {
  it("tells the core what it was called for, and prints what it is to answer", async () => {
    const seen: unknown[] = [];
    const { workspace } = await core({
      "session.signal": async (input, caller) => {
        seen.push(input, caller.session);
        return ok({ print: '{"continue":true}' });
      },
    });
    const payload = { hook_event_name: "Stop", session_id: "s" };
    const stdin = JSON.stringify(payload);
    const { code, out } = await cli(workspace, ["signal", "Stop"], { env: inSession, stdin });
    expect({ code, out }).toEqual({ code: 0, out: '{"continue":true}' });
    expect(seen).toEqual([{ event: "Stop", payload }, "ses-1"]);
  });

  it("may be given the payload as an argument", async () => {
    const seen: unknown[] = [];
    const { workspace } = await core({
      "session.signal": async (input) => {
        seen.push(input.payload);
        return ok({});
      },
    });
    const given = await cli(workspace, ["signal", "notify", '{"type":"agent-turn-complete"}'], { env: inSession });
    expect(given).toEqual({ code: 0, out: "", err: "" });
    expect(seen).toEqual([{ type: "agent-turn-complete" }]);
  });

  it.each([
    ["no core runs", undefined],
    ["the core refuses", fail("not-a-session", "It has ended.")],
  ] as const)("is let go in silence when %s", async (_why, answer) => {
    const made = await core({ "session.signal": async () => answer ?? ok({}) });
    if (answer === undefined) await made.crash();
    expect(await cli(made.workspace, ["signal", "Stop"], { env: inSession, stdin: "{}" })).toEqual({
      code: 0,
      out: "",
      err: "",
    });
  });

  it("is let go in silence when the core hangs, and when nobody ends what it reads", async () => {
    const made = await core({});
    await made.crash();
    // It takes the connection, and never says a word.
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(join(made.workspace, "silent.sock"), resolve));
    opened.push({ [Symbol.asyncDispose]: async () => void silent.close() });
    const main = join(import.meta.dirname, "main.ts");
    const env = {
      ...process.env,
      ...inSession,
      DROVER_WORKSPACE: made.workspace,
      DROVER_SOCKET: join(made.workspace, "silent.sock"),
    };
    const program = spawn(process.execPath, [main, "signal", "Stop"], { env, stdio: ["pipe", "pipe", "pipe"] });
    let printed = "";
    program.stdout.on("data", (chunk) => (printed += String(chunk)));
    program.stderr.on("data", (chunk) => (printed += String(chunk)));
    const code = await new Promise((resolve) => program.on("exit", resolve));
    program.stdin.destroy();
    expect({ code, printed }).toEqual({ code: 0, printed: "" });
  });

  it("says outside of a session that it is for sessions", async () => {
    const { workspace } = await core({});
    const { code, err } = await cli(workspace, ["signal", "Stop"], { stdin: "{}" });
    expect(code).not.toBe(0);
    expect(err).toContain("none");
  });
});

describe("what a hook was given", () => {
  it("goes on as it is while it is short", () => {
    expect(signalPayload('{"a":[1,{"b":"c"}]}')).toEqual({ a: [1, { b: "c" }] });
  });

  it("has its texts cut when it is long, and keeps its shape", () => {
    const long = {
      session_id: "s",
      tool_response: { stdout: "x".repeat(500_000) },
      list: Array(900).fill("y".repeat(900)),
    };
    const cut = JSON.stringify(signalPayload(JSON.stringify(long)));
    expect(cut.length).toBeLessThanOrEqual(32 * 1024);
    expect(cut).toContain('"session_id":"s"');
  });

  it("is left out when it is no JSON", () => {
    expect(signalPayload("")).toBeUndefined();
    expect(signalPayload("{cut off")).toBeUndefined();
  });
});
