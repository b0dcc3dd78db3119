import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeAlive, readEndpoints } from "./host-files.ts";
import { endHosts, gone, makeWorkspace, openHosts } from "./testing/hosts.ts";
import { watchTerminal } from "./testing/watch-terminal.ts";

const env = { PATH: process.env["PATH"] ?? "" };
const sized = { cols: 80, rows: 24 };

function shell(session: string, script: string, cwd: string) {
  return { session, file: "/bin/sh", args: ["-c", script], cwd, env, ...sized };
}

describe("PTY hosts", () => {
  it("runs a program in a terminal that one can watch and type into", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    const spawned = await t.hosts.spawn(shell("a", 'read name; echo "hello $name"; exit 3', t.workspaceDir));
    expect(spawned.ok).toBe(true);
    const terminal = await watchTerminal(t.hosts, "a");
    terminal.type("world\r");
    expect(await terminal.exit).toBe(3);
    await terminal.shows((lines) => lines.includes("hello world"));
    expect(await t.event((event) => event.type === "exit")).toMatchObject({ session: "a", code: 3, signal: 0 });
    expect(await t.event((event) => event.type === "typed")).toMatchObject({ session: "a" });
  });

  it("keeps sessions, screens and scrollback over a kill -9 of the core", async () => {
    const workspaceDir = await makeWorkspace();
    const core = spawn(
      process.execPath,
      [
        join(import.meta.dirname, "testing/core-to-kill.ts"),
        workspaceDir,
        JSON.stringify(["seq 1 12000; printf 'still \\033[31mhere\\033[0m '; read x; echo got $x; exec sleep 1000"]),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(core.stdout, "data");
    core.kill("SIGKILL");
    await once(core, "exit");

    await using t = openHosts(workspaceDir);
    const found = await t.hosts.attach();
    expect(found).toMatchObject([{ session: "s0", report: { cols: 80, rows: 24 } }]);
    expect(found[0]?.exit).toBeUndefined();
    const terminal = await watchTerminal(t.hosts, "s0");
    await terminal.shows((lines) => lines.some((line) => line.startsWith("still here")));
    expect(terminal.frames[0]).toBe("snapshot");

    const scrollback = await terminal.viewer.scrollback(20_000);
    expect(scrollback).toMatchObject({ ok: true });
    await terminal.shows(() => terminal.terminal.buffer.active.baseY >= 11_900);
    const { active } = terminal.terminal.buffer;
    const text = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? "");
    const from = text.findIndex((line) => line !== "");
    expect(text.slice(from, from + 12_000)).toEqual(Array.from({ length: 12_000 }, (_, n) => String(n + 1)));
    terminal.type("input\r");
    await terminal.shows((lines) => lines.includes("got input"));
    await t.hosts.stop("s0", 0);
  });

  it("tells a core that was away how a program ended", async () => {
    const workspaceDir = await makeWorkspace();
    await using first = openHosts(workspaceDir);
    await first.hosts.attach();
    await first.hosts.spawn(shell("a", "read x; exit 7", workspaceDir));
    const terminal = await watchTerminal(first.hosts, "a");
    terminal.type("\r");
    await first.event((event) => event.type === "exit");
    await first.hosts[Symbol.asyncDispose]();

    const second = openHosts(workspaceDir);
    expect(await second.hosts.attach()).toMatchObject([{ session: "a", exit: { code: 7 } }]);
    expect((await second.hosts.collect("a")).ok).toBe(true);
    expect(await second.hosts.list()).toEqual([]);
    await second.hosts[Symbol.asyncDispose]();
  });

  it("reports sessions as lost when their host is killed, and places new ones on another", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "exec sleep 1000", t.workspaceDir));
    const terminal = await watchTerminal(t.hosts, "a");
    const [endpoint] = await readEndpoints(join(t.workspaceDir, ".drover/hosts"));
    process.kill(endpoint?.pid ?? 0, "SIGKILL");
    expect(await t.event((event) => event.type === "lost")).toMatchObject({ session: "a" });
    expect(await terminal.exit).toBe(-1);
    expect((await t.hosts.spawn(shell("b", "exec sleep 1000", t.workspaceDir))).ok).toBe(true);
    expect(await readEndpoints(join(t.workspaceDir, ".drover/hosts"))).toHaveLength(1);
  });

  it("recognises the endpoint of a host that is gone, also when its number belongs to another process now", async () => {
    await using t = openHosts(await makeWorkspace());
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "exec sleep 1000", t.workspaceDir));
    const folder = join(t.workspaceDir, ".drover/hosts");
    const [endpoint] = await readEndpoints(folder);
    expect((await stat(join(folder, `${endpoint?.id ?? ""}.json`))).mode & 0o777).toBe(0o600);
    await endHosts(t.workspaceDir);
    expect(await readEndpoints(folder)).toEqual([]);
    const ours = { mode: 0o600 };
    await writeFile(join(folder, "old.json"), JSON.stringify({ ...endpoint, id: "old", pid: process.pid }), ours);
    await writeFile(join(folder, "damaged.json"), "{", ours);
    await using next = openHosts(t.workspaceDir);
    expect(await next.hosts.attach()).toEqual([]);
    expect(await readEndpoints(folder)).toEqual([]);
    expect(existsSync(join(folder, "damaged.json"))).toBe(true);
  });

  it("ends a host that nobody needs, and leaves nothing of it but its log", async () => {
    const workspaceDir = await makeWorkspace();
    await using t = openHosts(workspaceDir);
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "exit 0", workspaceDir));
    await t.event((event) => event.type === "exit");
    await t.hosts.collect("a");
    const [endpoint] = await readEndpoints(join(workspaceDir, ".drover/hosts"));
    await t.hosts[Symbol.asyncDispose]();
    await gone(endpoint?.pid ?? 0);
    expect(mayBeAlive(endpoint?.pid ?? 0)).toBe(false);
    expect(existsSync(endpoint?.socket ?? "")).toBe(false);
    expect((await readdir(join(workspaceDir, ".drover/hosts"))).filter((name) => !name.endsWith(".log"))).toEqual([]);
  });

  it("ends hosts that run nothing when asked to, and leaves those that do", async () => {
    const workspaceDir = await makeWorkspace();
    await using t = openHosts(workspaceDir);
    await t.hosts.attach();
    await t.hosts.spawn(shell("a", "exit 0", workspaceDir));
    await t.event((event) => event.type === "exit");
    await t.hosts.spawn(shell("b", "exec sleep 1000", workspaceDir));
    const [endpoint] = await readEndpoints(join(workspaceDir, ".drover/hosts"));
    await t.hosts.release();
    expect(await t.hosts.list()).toMatchObject([{ session: "a" }, { session: "b" }]);

    await t.hosts.stop("b", 0);
    await t.event((event) => event.type === "exit" && event.session === "b");
    await t.hosts.release();
    await gone(endpoint?.pid ?? 0);
    expect(existsSync(endpoint?.socket ?? "")).toBe(false);
    expect(await readEndpoints(join(workspaceDir, ".drover/hosts"))).toEqual([]);
  });
});
