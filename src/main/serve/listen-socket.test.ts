import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../shared/model/identity.ts";
import { ok } from "../../shared/model/result.ts";
import { socketWire } from "../../shared/wire/socket-wire.ts";
import { type Clock, ManualClock, systemClock } from "../core/base/clock.ts";
import { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import { publishEndpoint, readEndpoint } from "./endpoint-file.ts";
import { listenOnSocket } from "./listen-socket.ts";
import { connectToRunningCore } from "./running-core.ts";
import { HELLO, USER_TOKEN, hello, serveContract, until } from "./served-contract.suite.ts";

describe("the core's socket and endpoint", () => {
  let folder: string;
  let file: string;
  let lock: WorkspaceLock;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drover-listen-"));
    file = path.join(folder, "core.sock");
    const taken = WorkspaceLock.acquire(folder, "a test");
    if (!taken.ok) throw new Error(taken.error.message);
    lock = taken.value;
  });

  afterEach(() => {
    lock[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });

  function report(error: unknown): void {
    throw error;
  }

  async function listen(served = serveContract({}), clock: Clock = systemClock) {
    const listener = await listenOnSocket({ path: file, lock, connections: served.connections, clock, report });
    if (!listener.ok) throw new Error(listener.error.message);
    return listener.value;
  }

  const endpoint = () => ({ protocol: 1, version: "1", pid: 1, instance: "i1", socket: file, token: USER_TOKEN });
  const asTest = { kind: "test", version: "1" } as const;

  it("replaces a socket that a dead core left behind, and is the user's alone", async () => {
    const code = `require("node:net").createServer().listen(${JSON.stringify(file)}, () => console.log())`;
    const dead = spawn(process.execPath, ["--input-type=commonjs", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(dead.stdout, "data");
    dead.kill("SIGKILL");
    await once(dead, "exit");
    expect(existsSync(file)).toBe(true);
    await using listener = await listen();
    expect(listener).toBeDefined();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    (await hello(socketWire(connect(file)))).wire.close();
  });

  it("removes its socket at the end, and cuts off a client that does not read", async () => {
    const body = "x".repeat(1024 * 1024);
    const letter = { id: "m1", from: USER, to: USER, subject: "Hello", body, sentAt: 0 };
    const served = serveContract({ "mail.read": async () => ok(letter) });
    const listener = await listen(served);
    const deaf = connect(file);
    await once(deaf, "connect");
    const closed = once(deaf, "close");
    const wire = socketWire(deaf);
    deaf.pause();
    wire.send(HELLO);
    for (let id = 1; id <= 10; id += 1) wire.send({ type: "request", id, verb: "mail.read", input: { mail: "m1" } });
    await until(() => served.connections.count === 1);
    await listener[Symbol.asyncDispose]();
    expect(existsSync(file)).toBe(false);
    deaf.destroy();
    await closed;
  });

  it("hangs up on a client that asks and asks and never reads, before that costs much memory", async () => {
    const body = "x".repeat(4 * 1024 * 1024);
    const letter = { id: "m1", from: USER, to: USER, subject: "Hello", body, sentAt: 0 };
    let answered = 0;
    const served = serveContract({
      "mail.read": async () => {
        answered += 1;
        return ok(letter);
      },
    });
    await using listener = await listen(served);
    expect(listener).toBeDefined();
    const deaf = connect(file);
    await once(deaf, "connect");
    const wire = socketWire(deaf);
    deaf.pause();
    wire.send(HELLO);
    for (let id = 1; id <= 100; id += 1) wire.send({ type: "request", id, verb: "mail.read", input: { mail: "m1" } });
    await until(() => answered > 16 && served.connections.count === 0);
    deaf.destroy();
  });

  it("says why it cannot listen", async () => {
    mkdirSync(path.join(file, "in-the-way"), { recursive: true });
    const { connections } = serveContract({});
    expect(await listenOnSocket({ path: file, lock, connections, clock: systemClock, report })).toMatchObject({
      ok: false,
      error: { code: "socket-failed" },
    });
  });

  it("publishes the endpoint to the user alone, and a client finds the core by it", async () => {
    await using listener = await listen();
    expect(listener).toBeDefined();
    const published = await publishEndpoint(folder, endpoint(), { clock: systemClock, report });
    expect(statSync(path.join(folder, ".drover", "endpoint.json")).mode & 0o777).toBe(0o600);
    const found = await connectToRunningCore(folder, asTest);
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.client.server).toEqual({ kind: "core", version: "1.2.3", instance: "i1" });
    found.value.client.close();
    await published[Symbol.asyncDispose]();
    expect(readEndpoint(folder)).toBeUndefined();
  });

  it("puts socket and endpoint back that somebody removed, and keeps those who are connected", async () => {
    const clock = new ManualClock();
    const sockets = path.join(folder, "run");
    mkdirSync(sockets, { mode: 0o700 });
    file = path.join(sockets, "core.sock");
    const listener = await listen(serveContract({}), clock);
    const published = await publishEndpoint(folder, endpoint(), { clock, report });
    const before = await connectToRunningCore(folder, asTest);
    if (!before.ok) throw new Error(before.error.message);
    rmSync(sockets, { recursive: true });
    rmSync(path.join(folder, ".drover", "endpoint.json"));

    clock.advance(10_000);
    await until(() => existsSync(file) && readEndpoint(folder) !== undefined);
    const after = await connectToRunningCore(folder, asTest);
    if (!after.ok) throw new Error(after.error.message);
    expect(await before.value.client.request("nothing", {})).toMatchObject({ error: { code: "unknown-verb" } });
    for (const { client } of [before.value, after.value]) client.close();
    await published[Symbol.asyncDispose]();
    await listener[Symbol.asyncDispose]();
    expect([existsSync(file), readEndpoint(folder)]).toEqual([false, undefined]);
  });

  it("leaves the endpoint of the core that took over", async () => {
    const first = await publishEndpoint(folder, endpoint(), { clock: systemClock, report });
    await publishEndpoint(folder, { ...endpoint(), instance: "i2" }, { clock: systemClock, report });
    await first[Symbol.asyncDispose]();
    expect(readEndpoint(folder)?.instance).toBe("i2");
  });

  it("recognises a stale endpoint, one that is damaged, and none", async () => {
    expect(await connectToRunningCore(folder, asTest)).toMatchObject({ error: { code: "no-core" } });
    await publishEndpoint(folder, endpoint(), { clock: systemClock, report });
    expect(await connectToRunningCore(folder, asTest)).toMatchObject({
      error: { code: "no-core", message: expect.stringContaining("process 1") as string },
    });
    writeFileSync(path.join(folder, ".drover", "endpoint.json"), '{"pid": 1');
    expect(await connectToRunningCore(folder, asTest)).toMatchObject({ error: { code: "no-core" } });
  });
});
