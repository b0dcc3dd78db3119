import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WorkspaceLock } from "./workspace-lock.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-lock-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const SOURCE = `
import { WorkspaceLock } from ${JSON.stringify(path.join(import.meta.dirname, "workspace-lock.ts"))};
const lock = WorkspaceLock.acquire(process.argv[1], "a core");
process.stdout.write(lock.ok ? "held\\n" : lock.error.code + "\\n");
if (lock.ok) setInterval(() => lock.value.isHeld, 60_000);
`;

/** A process of its own that takes the lock; resolves with what it says. */
async function contend(): Promise<{ readonly said: string; readonly pid: number; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", SOURCE, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return {
    said: chunk.toString("utf8").trim(),
    pid: child.pid ?? 0,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

const RACER = `
import { WorkspaceLock } from ${JSON.stringify(path.join(import.meta.dirname, "workspace-lock.ts"))};
let lock;
process.on("message", (word) => {
  if (word === "race") lock = WorkspaceLock.acquire(process.argv[1], "racer " + process.pid);
  else if (lock.ok) lock.value[Symbol.dispose]();
  process.send(lock.ok ? "held" : lock.error.code);
});
process.send("ready");
`;

/** Processes that take the lock on a word, all at once, and give it back on another. */
async function startRacers(
  count: number,
): Promise<{ all(word: "race" | "release"): Promise<string[]> } & AsyncDisposable> {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ["--input-type=module-typescript", "-e", RACER, dir], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  return {
    all: (word) =>
      Promise.all(
        children.map(async (child) => {
          const answered = once(child, "message");
          child.send(word);
          const [said] = (await answered) as [string];
          return said;
        }),
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all(
        children.map(async (child) => {
          const exited = once(child, "exit");
          child.kill("SIGKILL");
          await exited;
        }),
      );
    },
  };
}

describe("the workspace lock", () => {
  test("is held by exactly one of several processes that race for it, and dies with it", async () => {
    const racers = await Promise.all(Array.from({ length: 4 }, () => contend()));
    expect(racers.map((racer) => racer.said).toSorted()).toEqual([
      "held",
      "workspace-in-use",
      "workspace-in-use",
      "workspace-in-use",
    ]);
    const holder = racers.find((racer) => racer.said === "held");
    const refused = WorkspaceLock.acquire(dir, "another");
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "workspace-in-use", details: { pid: holder?.pid, holder: "a core" } },
    });
    await holder?.kill();
    const taken = WorkspaceLock.acquire(dir, "the next");
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value[Symbol.dispose]();
  });

  test("is won by exactly one of four processes, in each of hundreds of races", async () => {
    await using racers = await startRacers(4);
    for (let round = 0; round < 300; round += 1) {
      const said = await racers.all("race");
      expect(said.toSorted(), `race ${round}`).toEqual([
        "held",
        ...Array.from({ length: 3 }, () => "workspace-in-use"),
      ]);
      expect(await racers.all("release")).toHaveLength(4);
    }
  });

  test("is free after its holder was killed, whoever has its process id now", async () => {
    const holder = await contend();
    await holder.kill();
    // The note it left behind now names a process that has nothing to do with Drover.
    const note = { pid: process.ppid, holder: "the desktop app", since: 1 };
    writeFileSync(path.join(dir, ".drover", "lock.json"), JSON.stringify(note));
    const taken = WorkspaceLock.acquire(dir, "the next");
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value[Symbol.dispose]();
  });

  test("that somebody deletes is not taken by another process while its holder lives", async () => {
    const holder = await contend();
    rmSync(path.join(dir, ".drover", "lock.db"));
    const refused = WorkspaceLock.acquire(dir, "another");
    expect(refused).toMatchObject({ ok: false, error: { code: "workspace-in-use", details: { pid: holder.pid } } });
    await holder.kill();
    const taken = WorkspaceLock.acquire(dir, "the next");
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value[Symbol.dispose]();
  });

  test("knows that it was deleted or replaced, and leaves alone what the other one wrote", () => {
    const first = WorkspaceLock.acquire(dir, "first");
    if (!first.ok) throw new Error(first.error.message);
    expect(first.value.intruded).toBeUndefined();
    rmSync(path.join(dir, ".drover"), { recursive: true });
    expect(first.value.intruded).toContain("lock.db");
    const second = WorkspaceLock.acquire(dir, "second");
    if (!second.ok) throw new Error(second.error.message);
    expect(first.value.intruded).toContain("lock.db");
    expect(second.value.intruded).toBeUndefined();
    first.value[Symbol.dispose]();
    expect(existsSync(path.join(dir, ".drover", "lock.json"))).toBe(true);
    second.value[Symbol.dispose]();
  });

  test("refuses a second holder in the same process, and can be taken again after it was given back", () => {
    const first = WorkspaceLock.acquire(dir, "first");
    expect(first.ok).toBe(true);
    expect(WorkspaceLock.acquire(dir, "second")).toMatchObject({ ok: false, error: { code: "workspace-in-use" } });
    if (first.ok) {
      expect(first.value.isHeld).toBe(true);
      first.value[Symbol.dispose]();
      expect(first.value.isHeld).toBe(false);
    }
    expect(existsSync(path.join(dir, ".drover", "lock.json"))).toBe(false);
    const again = WorkspaceLock.acquire(dir, "third");
    expect(again.ok).toBe(true);
    if (again.ok) again.value[Symbol.dispose]();
  });

  test("is still refused clearly when the note of its holder is damaged", () => {
    const first = WorkspaceLock.acquire(dir, "first");
    writeFileSync(path.join(dir, ".drover", "lock.json"), "{");
    const second = WorkspaceLock.acquire(dir, "second");
    expect(second.ok ? "" : second.error.message).toContain("another process");
    if (first.ok) first.value[Symbol.dispose]();
  });

  test("says that a folder cannot be written", () => {
    const file = path.join(dir, "a file");
    writeFileSync(file, "");
    chmodSync(file, 0o444);
    expect(WorkspaceLock.acquire(file, "x")).toMatchObject({ ok: false, error: { code: "workspace-not-writable" } });
  });
});
