import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { readEndpoint } from "../serve/endpoint-file.ts";
import { connectToRunningCore } from "../serve/running-core.ts";

/** The program itself, from its sources: a real orchestrator in a process of its own. */
describe("the process without a window", () => {
  let folder: string;
  let workspace: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drover-main-"));
    workspace = path.join(folder, "w");
    mkdirSync(path.join(folder, "run"), { mode: 0o700 });
  });

  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const main = path.join(import.meta.dirname, "main.ts");
    const child = spawn(process.execPath, [main, "--workspace", workspace, "--no-page", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, XDG_RUNTIME_DIR: path.join(folder, "run"), HOME: folder, ...env },
    });
    children.push(child);
    const said = text(child.stderr);
    const ended = once(child, "close");
    return {
      child,
      /** The first line it prints, once it is ready. */
      ready: once(child.stdout, "data").then(([line]) => String(line)),
      /** Resolves with its exit code and everything it said. */
      end: async () => {
        await ended;
        return { exitCode: child.exitCode, said: await said };
      },
    };
  }

  const asTest = { kind: "test", version: "1" } as const;

  it("serves a workspace, is found by a second one, survives being killed, and stops cleanly", async () => {
    const first = launch(["--json"]);
    expect(JSON.parse(await first.ready)).toMatchObject({ running: true, attached: false, pid: first.child.pid });

    const second = launch(["--json"]);
    expect(JSON.parse(await second.ready)).toMatchObject({ attached: true, pid: first.child.pid });
    expect(await second.end()).toMatchObject({ exitCode: 0 });

    first.child.kill("SIGKILL");
    await first.end();
    const stale = readEndpoint(workspace);
    expect(stale?.pid).toBe(first.child.pid);
    expect(await connectToRunningCore(workspace, asTest)).toMatchObject({ error: { code: "no-core" } });

    const third = launch([]);
    expect(await third.ready).toContain(`Drover runs for ${workspace}`);
    const found = await connectToRunningCore(workspace, asTest);
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.endpoint).toMatchObject({ socket: stale?.socket, token: stale?.token });
    const overview = await contractClient(found.value.client).call("workspace.overview", {});
    expect(overview).toMatchObject({ ok: true, value: { projects: [], agents: [] } });

    third.child.kill("SIGTERM");
    expect(await found.value.client.closed).toBeUndefined();
    const { exitCode, said } = await third.end();
    expect(exitCode).toBe(0);
    expect(said).toContain("Agents at work go on");
    expect(readEndpoint(workspace)).toBeUndefined();
    expect(existsSync(stale?.socket ?? "")).toBe(false);
  });

  it("takes a Ctrl-C that reaches it twice, from the terminal and from whoever started it, for one", async () => {
    const { child, ready, end } = launch([]);
    await ready;
    child.kill("SIGINT");
    child.kill("SIGTERM");
    const { exitCode, said } = await end();
    expect(exitCode).toBe(0);
    expect(said).toContain("Drover has stopped.");
  });

  it("says what is missing or in the way, and ends", async () => {
    const noGit = await launch([], { PATH: path.join(folder, "run") }).end();
    expect(noGit).toMatchObject({ exitCode: 1, said: expect.stringContaining("Install git 2.38") as string });

    writeFileSync(path.join(folder, "file"), "");
    const inTheWay = await launch(["--workspace", path.join(folder, "file")]).end();
    expect(inTheWay).toMatchObject({ exitCode: 1, said: expect.stringContaining("is a file") as string });

    const nonsense = await launch(["--port", "http"]).end();
    expect(nonsense).toMatchObject({ exitCode: 2, said: expect.stringContaining("--port wants a number") as string });
  });

  it("tells that a workspace inside a git work tree would be better elsewhere", async () => {
    mkdirSync(path.join(folder, ".git"));
    const { child, ready, end } = launch(["--json"]);
    await ready;
    child.kill("SIGTERM");
    expect((await end()).said).toContain(`lies in the git work tree ${folder}`);
  });
});
