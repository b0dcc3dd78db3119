import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { verbs } from "../../shared/contract/contract.ts";
import type { Handlers } from "../../shared/contract/handlers.ts";
import { USER } from "../../shared/model/identity.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { systemClock } from "../core/base/clock.ts";
import { createLog } from "../core/base/log.ts";
import { NEXT_CORE_FILE } from "../../shared/wire/next-core.ts";
import { isCoreComing } from "../../cli/next-core.ts";
import { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import { createTokens, prepareWorkspace } from "../core/workspace/index.ts";
import { connectToRunningCore } from "../serve/running-core.ts";
import { type Headless, type HeadlessDeps, type HeadlessOptions, startHeadless } from "./start-headless.ts";

/** A core with a real lock, real tokens and real transports, whose handlers are those of a test. */
describe("the headless program", () => {
  let folder: string;
  let ended: string[];
  let lines: string[];
  let demos: number;
  let stack: AsyncDisposableStack;
  let demoFails: boolean;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drover-headless-"));
    mkdirSync(path.join(folder, "page"));
    writeFileSync(path.join(folder, "page", "index.html"), "<title>Drover</title>");
    ended = [];
    lines = [];
    demos = 0;
    demoFails = false;
    stack = new AsyncDisposableStack();
  });

  afterEach(async () => {
    await stack.disposeAsync();
    rmSync(folder, { recursive: true });
  });

  const openCore: HeadlessDeps["openCore"] = async ({ workspace, create, holder }) => {
    const prepared = await prepareWorkspace(workspace, create);
    if (!prepared.ok) return prepared;
    const locked = WorkspaceLock.acquire(prepared.value, holder);
    if (!locked.ok) return locked;
    const requested = Promise.withResolvers<{ readonly agents: "keep" | "stop" }>();
    const tokens = createTokens("a".repeat(64));
    const unhandled = Object.fromEntries(verbs.map(({ name }) => [name, () => ({})])) as unknown as Handlers;
    const handlers: Handlers = {
      ...unhandled,
      "core.stop": (input) => {
        requested.resolve({ agents: input.agents === "stop" ? "stop" : "keep" });
        return Promise.resolve(ok({ stopping: true }));
      },
      "demo.start": () => {
        demos += 1;
        return Promise.resolve(
          demoFails ? fail("demo-running", "It runs.") : ok({ project: "demo", convoy: "c1", seed: 1 }),
        );
      },
    };
    return ok({
      workspaceDir: prepared.value,
      lock: locked.value,
      handlers,
      tokens,
      log: createLog({ now: () => 0, write: (line) => void lines.push(line) }),
      authenticate: (token) =>
        tokens.read(token)?.kind === "user"
          ? ok({ identity: USER, role: "user" as const })
          : fail("bad-token", "The token is not one of this workspace."),
      client: {
        call: (verb, input, signal = new AbortController().signal) =>
          handlers[verb](input as never, { identity: USER, role: "user" }, signal) as never,
        watch: () => () => {},
      },
      stopRequested: requested.promise,
      stop(agents) {
        ended.push(agents);
        locked.value[Symbol.dispose]();
        return Promise.resolve();
      },
    });
  };

  async function start(options: Partial<HeadlessOptions> = {}, patienceMs = 0) {
    const started = await startHeadless(
      { workspace: path.join(folder, "w"), port: undefined, demo: false, page: true, ...options },
      {
        openCore,
        version: "1.2.3",
        pageFolder: path.join(folder, "page"),
        clock: systemClock,
        env: process.env,
        patienceMs,
      },
    );
    if (started.ok && started.value.kind === "started") {
      const { stop } = started.value;
      stack.defer(() => stop("keep"));
    }
    return started;
  }

  async function mustStart(options: Partial<HeadlessOptions> = {}): Promise<Headless> {
    const started = await start(options);
    if (!started.ok) throw new Error(started.error.message);
    return started.value;
  }

  const asTest = { kind: "test", version: "1" } as const;

  it("makes the workspace, serves socket and page, and tells of both in the endpoint file", async () => {
    const { kind, endpoint } = await mustStart();
    expect(kind).toBe("started");
    const written: unknown = JSON.parse(readFileSync(path.join(folder, "w", ".drover", "endpoint.json"), "utf8"));
    expect(written).toEqual(endpoint);
    expect(endpoint).toMatchObject({
      pid: process.pid,
      version: "1.2.3",
      url: expect.stringMatching(/#token=user\./) as string,
    });
    expect(Buffer.byteLength(endpoint.socket)).toBeLessThanOrEqual(100);
    const page = await fetch(endpoint.url ?? "");
    expect(await page.text()).toBe("<title>Drover</title>");
    const found = await connectToRunningCore(path.join(folder, "w"), asTest);
    expect(found.ok && found.value.client.server.instance).toBe(endpoint.instance);
    if (found.ok) found.value.client.close();
  });

  it("serves the socket alone without a page", async () => {
    const { endpoint, invite } = await mustStart({ page: false });
    expect(endpoint.url).toBeUndefined();
    expect(await invite()).toBeUndefined();
  });

  it("attaches to the core that runs already, and lets browsers in there", async () => {
    const first = await mustStart();
    const second = await mustStart();
    expect(second).toMatchObject({ kind: "attached", endpoint: first.endpoint });
    for (const { invite } of [first, second]) {
      const entered = await fetch((await invite()) ?? "", { redirect: "manual" });
      expect(entered.status).toBe(303);
      expect(entered.headers.get("location")).toMatch(/^\/#token=user\./);
    }
  });

  it("starts the demo, also in the core that runs already", async () => {
    await mustStart({ demo: true });
    expect(demos).toBe(1);
    await mustStart({ demo: true });
    expect(demos).toBe(2);
  });

  it("ends the core and leaves nothing behind when the demo cannot be started", async () => {
    demoFails = true;
    expect(await start({ demo: true })).toMatchObject({ ok: false, error: { code: "demo-running" } });
    expect(ended).toEqual(["keep"]);
    expect(existsSync(path.join(folder, "w", ".drover", "endpoint.json"))).toBe(false);
  });

  it("says that a workspace is held by something that does not answer, and by whom", async () => {
    mkdirSync(path.join(folder, "w"));
    const lock = WorkspaceLock.acquire(path.join(folder, "w"), "a command");
    if (!lock.ok) throw new Error(lock.error.message);
    using _ = lock.value;
    expect(await start()).toMatchObject({
      ok: false,
      error: {
        code: "workspace-in-use",
        message: expect.stringContaining(`a command (process ${process.pid})`) as string,
      },
    });
  });

  it("waits for whoever holds the workspace for a moment", async () => {
    mkdirSync(path.join(folder, "w"));
    const lock = WorkspaceLock.acquire(path.join(folder, "w"), "a command");
    if (!lock.ok) throw new Error(lock.error.message);
    const started = start({}, 20_000);
    // It says that it waits, so that no command goes before it.
    const says = path.join(folder, "w", NEXT_CORE_FILE);
    await vi.waitUntil(() => existsSync(says));
    expect(readFileSync(says, "utf8")).toBe(String(process.pid));
    expect(isCoreComing(path.join(folder, "w"))).toBe(true);
    lock.value[Symbol.dispose]();
    expect((await started).ok).toBe(true);
    expect(isCoreComing(path.join(folder, "w"))).toBe(false);
  });

  it("keeps its port over a restart when none was chosen, so that open pages find it", async () => {
    const first = await mustStart();
    // A killed core leaves its endpoint behind.
    const file = path.join(folder, "w", ".drover", "endpoint.json");
    const left = readFileSync(file);
    if (first.kind === "started") await first.stop("keep");
    writeFileSync(file, left);
    const second = await mustStart();
    expect(second.endpoint.url).toBe(first.endpoint.url);
    expect(second.endpoint.instance).not.toBe(first.endpoint.instance);
  });

  it("refuses a port in use that the user chose, and ends the core", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await start({ port })).toMatchObject({ ok: false, error: { code: "port-in-use" } });
    expect(ended).toEqual(["keep"]);
    other.close();
  });

  it("says that the page was not built", async () => {
    rmSync(path.join(folder, "page", "index.html"));
    expect(await start()).toMatchObject({
      ok: false,
      error: { code: "page-missing", remedy: "Build it: npm run build" },
    });
    expect(ended).toEqual(["keep"]);
  });

  it("refuses a folder with other things in it, and one where a file is in the way", async () => {
    expect(await start({ workspace: folder })).toMatchObject({ ok: false, error: { code: "not-a-workspace" } });
    writeFileSync(path.join(folder, "file"), "");
    expect(await start({ workspace: path.join(folder, "file", "w") })).toMatchObject({
      ok: false,
      error: { code: "workspace-not-writable" },
    });
  });

  it("ends by core.stop after its answer went out, with agents as told, and takes its endpoint back", async () => {
    const headless = await mustStart();
    const found = await connectToRunningCore(path.join(folder, "w"), asTest);
    if (!found.ok || headless.kind !== "started") throw new Error("not started");
    const answer = await contractClient(found.value.client).call("core.stop", { agents: "stop" });
    expect(answer).toEqual(ok({ stopping: true }));
    await headless.stopped;
    expect(await found.value.client.closed).toBeUndefined();
    expect(ended).toEqual(["stop"]);
    expect(existsSync(path.join(folder, "w", ".drover", "endpoint.json"))).toBe(false);
    expect(existsSync(headless.endpoint.socket)).toBe(false);
  });
});
