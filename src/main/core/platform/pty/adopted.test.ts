import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "../../base/clock.ts";
import { ADOPTED, type Adopted, createAdopted } from "./adopted.ts";
import type { PtyHosts, PtyHostsEvent } from "./pty-sessions.ts";

let dir: string;
let clock: ManualClock;
let events: PtyHostsEvent[];
let reported: unknown[];
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-adopted-"));
  clock = new ManualClock(1_000_000);
  events = [];
  reported = [];
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dir, { recursive: true });
  expect(reported).toEqual([]);
});

/** Hosts that hold one session of their own and answer for it alone. */
const hosts = {
  attach: async () => [],
  on: () => ({ [Symbol.dispose]() {} }),
  paste: async () => true,
  peek: async () => ({ ok: true, value: { text: "of a host" } }),
  stop: async () => {},
  async [Symbol.asyncDispose]() {},
} as unknown as PtyHosts;

function open(): Adopted {
  const adopted = createAdopted({
    hosts,
    folder: path.join(dir, "adopted"),
    clock,
    report: (error) => reported.push(error),
  });
  adopted.hosts.on((event) => events.push(event));
  return adopted;
}

interface Program {
  readonly pid: number;
  readonly exited: Promise<unknown>;
  /** Resolves at its first output. */
  readonly up: Promise<unknown>;
}

function program(script = "process.stdin.resume()"): Program {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  return { pid: child.pid ?? 0, exited: once(child, "exit"), up: once(child.stdout, "data") };
}

const seen = async (count: number) => {
  while (events.length < count) {
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return events;
};

describe("an adopted session", () => {
  it("ends when its process does", async () => {
    const adopted = open();
    const { pid, exited } = program();
    await adopted.adopt("ses-1", { pid, mayEnd: true });
    process.kill(pid, "SIGKILL");
    await exited;
    expect(await seen(1)).toMatchObject([{ type: "exit", session: "ses-1", code: 0 }]);
    expect(existsSync(path.join(dir, "adopted", "ses-1.json"))).toBe(false);
    await adopted.hosts[Symbol.asyncDispose]();
  });

  it("is found by the next core, with those that ended meanwhile", async () => {
    const [alive, dead] = [program(), program()];
    const before = open();
    await before.adopt("ses-1", { pid: alive.pid, mayEnd: true });
    await before.adopt("ses-2", { pid: dead.pid, mayEnd: true });
    await before.hosts[Symbol.asyncDispose]();
    process.kill(dead.pid, "SIGKILL");
    await dead.exited;
    writeFileSync(path.join(dir, "adopted", "ses-3.json"), '{"pid":');
    const after = open();
    const found = (await after.hosts.attach()).toSorted((a, b) => (a.session < b.session ? -1 : 1));
    expect(found.map(({ session, host, exit }) => [session, host, exit])).toEqual([
      ["ses-1", ADOPTED, undefined],
      ["ses-2", ADOPTED, { code: 0 }],
      ["ses-3", ADOPTED, { code: 0 }],
    ]);
    expect(await after.hosts.attach()).toHaveLength(1);
    await after.hosts[Symbol.asyncDispose]();
  });

  it("is stopped by ending its process, hard where it will not go", async () => {
    const adopted = open();
    const stubborn = program("process.on('SIGTERM', () => {}); process.stdin.resume(); console.log('up')");
    await stubborn.up;
    await adopted.adopt("ses-1", { pid: stubborn.pid, mayEnd: true });
    let isOver = false;
    const stopping = adopted.hosts.stop("ses-1", 300).then(() => (isOver = true));
    while (!isOver) {
      clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([stopping, stubborn.exited]);
    expect(events).toMatchObject([{ type: "exit", session: "ses-1" }]);
  });

  it("leaves a person's shell alone", async () => {
    const adopted = open();
    const { pid } = program();
    await adopted.adopt("ses-1", { pid, mayEnd: false });
    await adopted.hosts.stop("ses-1", 300);
    expect(events).toHaveLength(1);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  it("has no terminal to type into or look at, while those of hosts have", async () => {
    const adopted = open();
    const { pid } = program();
    await adopted.adopt("ses-1", { pid, mayEnd: true });
    expect(await adopted.hosts.paste("ses-1", "hello")).toBe(false);
    expect(await adopted.hosts.peek("ses-1")).toMatchObject({ ok: false, error: { code: "no-terminal" } });
    expect(await adopted.hosts.paste("ses-9", "hello")).toBe(true);
    expect(await adopted.hosts.peek("ses-9")).toMatchObject({ ok: true });
    await adopted.hosts[Symbol.asyncDispose]();
  });
});
