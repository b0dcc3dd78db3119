import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../base/clock.ts";
import { socketPath } from "../fs/runtime-folder.ts";
import { readEndpoints } from "./host-files.ts";
import { reachHost } from "./reach-host.ts";
import { gone, hostEnvironment, makeWorkspace, openHosts } from "./testing/hosts.ts";
import { watchTerminal } from "./testing/watch-terminal.ts";

const sized = { cols: 80, rows: 24 };
const env = { PATH: process.env["PATH"] ?? "" };
const shell = (session: string, script: string, cwd: string) => ({
  session,
  file: "/bin/sh",
  args: ["-c", script],
  cwd,
  env,
  ...sized,
});
const endpointsOf = (workspaceDir: string) => join(workspaceDir, ".drover/hosts");

/** Starts a host as an older build did. */
async function startOldHost(workspaceDir: string, protocol = 1): Promise<AsyncDisposable & { readonly pid: number }> {
  const endpoints = endpointsOf(workspaceDir);
  await mkdir(endpoints, { recursive: true, mode: 0o700 });
  const id = `host-old${protocol}`;
  const child: ChildProcess = spawn(
    process.execPath,
    [
      join(import.meta.dirname, "testing/old-host.ts"),
      ...["--id", id, "--socket", socketPath(tmpdir(), workspaceDir, id)],
      ...["--endpoints", endpoints, "--version", "0.0.0-old"],
    ],
    { stdio: ["ignore", "ignore", "inherit"], env: { ...hostEnvironment(), PROTOCOL: `${protocol}` } },
  );
  const exited = once(child, "exit");
  while (!existsSync(join(endpoints, `${id}.json`))) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
  return {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

describe("a host that outlives what started it", () => {
  it("of an older build goes on under a newer core, gets no new sessions, and ends once it runs nothing", async () => {
    const workspaceDir = await makeWorkspace();
    await using old = await startOldHost(workspaceDir);
    const older = openHosts(workspaceDir, { version: "0.0.0-old" });
    await older.hosts.attach();
    const begun = await older.hosts.spawn(
      shell("a", 'echo started; while read line; do echo "got $line"; done', workspaceDir),
    );
    expect(begun).toMatchObject({ ok: true, value: { host: "host-old1" } });
    await older.hosts[Symbol.asyncDispose]();

    await using newer = openHosts(workspaceDir);
    expect(await newer.hosts.attach()).toMatchObject([{ session: "a", host: "host-old1" }]);
    const terminal = await watchTerminal(newer.hosts, "a");
    await terminal.shows((lines) => lines.includes("started"));
    const peeked = await newer.hosts.peek("a");
    expect(peeked).toMatchObject({ ok: true });
    expect(peeked.ok && peeked.value.outputBytes).toBe(undefined);
    // It knows no `seen`, and takes what is typed all the same.
    const seen = { outputBytes: 1, userInputAt: 1 };
    expect(await newer.hosts.put("a", "by hand", seen)).toMatchObject({ ok: true });
    expect(await newer.hosts.keys("a", "\r", seen)).toMatchObject({ ok: true });
    await terminal.shows((lines) => lines.includes("got by hand"));

    const placed = await newer.hosts.spawn(shell("b", "read x", workspaceDir));
    expect(placed.ok && placed.value.host).not.toBe("host-old1");
    await newer.hosts.stop("a", 0);
    await newer.event((event) => event.type === "exit" && event.session === "a");
    await newer.hosts.collect("a");
    await newer.hosts.release();
    await gone(old.pid);
    expect((await readEndpoints(endpointsOf(workspaceDir))).map(({ id }) => id)).not.toContain("host-old1");
  });

  it("of a newer build is left alone: what it runs is not taken for lost", async () => {
    const workspaceDir = await makeWorkspace();
    await using _newer = await startOldHost(workspaceDir, 99);
    const reports: unknown[] = [];
    await using t = openHosts(workspaceDir, { report: (error) => reports.push(error) });
    expect(await t.hosts.attach()).toEqual([]);
    expect(t.hosts.isOutOfReach("host-old99")).toBe(true);
    expect(String(reports)).toContain("whose protocol 99 this one does not speak");
    expect(existsSync(join(endpointsOf(workspaceDir), "host-old99.json"))).toBe(true);
  });

  it("puts its socket back for the core that comes, when a cleaner took it", async () => {
    const workspaceDir = await makeWorkspace();
    const first = openHosts(workspaceDir);
    await first.hosts.attach();
    await first.hosts.spawn(shell("a", "echo here; read x", workspaceDir));
    await first.hosts[Symbol.asyncDispose]();
    const [endpoint] = await readEndpoints(endpointsOf(workspaceDir));
    rmSync(endpoint?.socket ?? "");

    await using second = openHosts(workspaceDir);
    expect(await second.hosts.attach()).toMatchObject([{ session: "a" }]);
    const terminal = await watchTerminal(second.hosts, "a");
    await terminal.shows((lines) => lines.includes("here"));
  });

  it("puts its socket back at a heartbeat too, and those who are connected notice nothing", async () => {
    const workspaceDir = await makeWorkspace();
    await using t = openHosts(workspaceDir);
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "read x; echo heard $x; read y", workspaceDir));
    const [endpoint] = await readEndpoints(endpointsOf(workspaceDir));
    const { socket = "", pid = 0 } = endpoint ?? {};
    rmSync(socket);
    process.kill(pid, "SIGHUP");
    const terminal = await watchTerminal(t.hosts, "a");
    terminal.type("me\r");
    await terminal.shows((lines) => lines.includes("heard me"));
    while (!existsSync(socket)) await t.hosts.list();
    expect(t.events.filter(({ type }) => type === "lost")).toEqual([]);
  });

  it("is told from another process that got its number", async () => {
    const endpoint = { id: "host-gone", pid: process.pid, socket: "/nowhere/x.sock", token: "t", version: "1" };
    const deps = { clock: new ManualClock(), connect: async () => ({ ok: false, error: GONE }) as const };
    const reached = await reachHost({ ...endpoint, protocol: 2, startedAt: 0 }, deps);
    expect(reached).toEqual({ kind: "gone" });
  });

  it("is not used when others could have put it there", async () => {
    const workspaceDir = await makeWorkspace();
    await using t = openHosts(workspaceDir);
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "read x", workspaceDir));
    const folder = endpointsOf(workspaceDir);
    const name = readdirSync(folder).find((one) => one.endsWith(".json")) ?? "";
    const reports: Error[] = [];
    await chmod(join(folder, name), 0o644);
    expect(await readEndpoints(folder, (error) => reports.push(error))).toEqual([]);
    await chmod(join(folder, name), 0o600);
    await chmod(folder, 0o777);
    expect(await readEndpoints(folder, (error) => reports.push(error))).toEqual([]);
    await chmod(folder, 0o700);
    expect(await readEndpoints(folder)).toHaveLength(1);
    expect(reports.map(({ message }) => message)).toEqual([
      expect.stringContaining("not readable by us alone"),
      expect.stringContaining("not ours alone to write to"),
    ]);
  });
});

const GONE = { code: "host-gone", message: "Nobody listens." };

describe.runIf(process.platform === "linux")("the processes of a session", () => {
  const numbers = (lines: readonly string[]) => lines.filter((line) => /^\d+$/.test(line)).map(Number);
  const marked = (session: string, script: string, cwd: string) => ({
    ...shell(session, script, cwd),
    env: { ...env, DROVER_SESSION: session },
  });
  /** Leaves the tree altogether: its parents end at once. */
  const ESCAPE = `setsid sh -c 'sh -c "trap \\"\\" HUP TERM; echo \\$\\$; exec sleep 1005" &' & wait; sleep 0.2`;
  /** Undefined for one that has ended. */
  const stateOf = (pid: number) => {
    try {
      return / ([A-Z]) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
    } catch {
      return undefined;
    }
  };

  it("are found by their environment, wherever they went, and end with it", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    await t.hosts.spawn(marked("ses-escape", `${ESCAPE}; sleep 1006`, t.workspaceDir));
    const terminal = await watchTerminal(t.hosts, "ses-escape", { mode: "watch" });
    await terminal.shows((lines) => numbers(lines).length > 0);
    const peeked = await t.hosts.peek("ses-escape");
    const [escaped = 0] = numbers(peeked.ok ? peeked.value.lines : []);
    await t.hosts.pause("ses-escape");
    expect(stateOf(escaped)).toBe("T");
    await t.hosts.resume("ses-escape");
    expect(stateOf(escaped)).not.toBe("T");
    await t.hosts.stop("ses-escape", 50);
    await gone(escaped);
  });

  it("that it leaves behind when it goes by itself are ended too", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    await t.hosts.spawn(marked("ses-rest", `${ESCAPE}; exit 0`, t.workspaceDir));
    await t.event((event) => event.type === "exit");
    const peeked = await t.hosts.peek("ses-rest");
    const [left = 0] = numbers(peeked.ok ? peeked.value.lines : []);
    expect(left).toBeGreaterThan(0);
    await gone(left);
  });

  it("are frozen while they multiply, and go on together", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    const all = () => readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && isOf(pid, "DROVER_SESSION=ses-fork"));
    const running = () => all().filter((pid) => !["T", "Z", undefined].includes(stateOf(Number(pid))));
    const script = "while :; do (sleep 0.02; (sleep 0.02; echo tick)) & sleep 0.01; done";
    await t.hosts.spawn(marked("ses-fork", script, t.workspaceDir));
    const terminal = await watchTerminal(t.hosts, "ses-fork", { mode: "watch" });
    await terminal.shows((lines) => lines.includes("tick"));
    for (let round = 0; round < 5; round += 1) {
      await t.hosts.pause("ses-fork");
      expect(all().length).toBeGreaterThan(0);
      // One that runs on another core stops when it is next looked at; one that was missed would multiply for ever.
      await expect.poll(running).toEqual([]);
      expect(running()).toEqual([]);
      await t.hosts.resume("ses-fork");
    }
    await t.hosts.stop("ses-fork", 0);
    await expect.poll(all).toEqual([]);
  });

  function isOf(pid: string, mark: string): boolean {
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").includes(mark);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  }
});
