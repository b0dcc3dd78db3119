import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { mountSmallDisk } from "./small-disk.ts";
import { type StoreFixture, append, createStoreFixture, git, noteKind, removed, written } from "./store-fixture.ts";

const here = (file: string) => JSON.stringify(path.join(import.meta.dirname, file));

/** Commits with eight writers as fast as it can, writes to git all the while, and says which changes were acknowledged. */
const WRITER = `
import { writeSync } from "node:fs";
import { createRecordStore } from ${here("create-record-store.ts")};
import { append, nodeGit, noteKind, written } from ${here("store-fixture.ts")};
import { systemClock } from ${JSON.stringify(path.join(import.meta.dirname, "../../base/clock.ts"))};
import { WorkspaceLock } from ${here("workspace-lock.ts")};
const [dir, gitDir, round] = process.argv.slice(1);
writeSync(1, "starting\\n");
const lock = WorkspaceLock.acquire(dir, "writer");
const made = createRecordStore({
  lock: lock.value, git: nodeGit, clock: systemClock, owner: { name: "O", email: "o@example.org" },
  notice: (notice) => writeSync(1, "notice " + notice.code + "\\n"),
  limits: { segmentBytes: 8000, keptEvents: 50 },
});
const store = made.value;
store.table(noteKind);
await store.openLedger("workspace", gitDir);
let n = 0;
const write = async () => {
  for (;;) {
    const id = round + "-" + n++;
    await append(store, written(id, "x".repeat(n % 200)));
    writeSync(1, "ack " + id + "\\n");
  }
};
const project = async () => {
  for (;;) await Promise.all([store.flush(), append(store, written("shared", "x"))]);
};
await Promise.all([project(), ...Array.from({ length: 8 }, write)]);
`;

/** More of them: `DROVER_KILLS=2000 npx vitest run record-store-crash`. */
const KILLS = Number(process.env["DROVER_KILLS"] ?? 50);

/** What a kill may leave behind to be told: a torn tail, and a git that still moved the branch. */
const AFTER_A_KILL = /^notice (?:journal-tail-dropped|ledger-edited)$/;

/** Starts a writer, kills it when it has said `lines` lines, and answers which changes it called durable. */
async function writeAndKill(fixture: StoreFixture, round: number, lines: number): Promise<string[]> {
  const args = ["--input-type=module-typescript", "-e", WRITER, fixture.dir, fixture.gitDir, `r${round}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const acknowledged: string[] = [];
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("notice ")) expect(line).toMatch(AFTER_A_KILL);
    else if (line.startsWith("ack ")) acknowledged.push(line.slice(4));
    count += 1;
    if (count === lines) child.kill("SIGKILL");
  }
  await exited;
  expect(child.signalCode, "the writer ended by itself").toBe("SIGKILL");
  return acknowledged;
}

describe("a core that is killed", () => {
  test(
    `loses nothing that was acknowledged and does nothing twice, killed ${KILLS} times at any moment`,
    { timeout: 60_000 + KILLS * 5_000 },
    async () => {
      await using fixture = createStoreFixture();
      const acknowledged: string[] = [];
      for (let round = 1; round <= KILLS; round += 1) {
        // The first line comes before the store is opened, so that starts are killed as well.
        acknowledged.push(...(await writeAndKill(fixture, round, 1 + Math.floor(Math.random() * 60))));
      }
      const store = await fixture.open();
      const notes = store.table(noteKind);
      expect(acknowledged.length).toBeGreaterThan(KILLS);
      expect(acknowledged.filter((id) => notes.get(id)?.changes !== 1)).toEqual([]);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      const seqs = store.eventsAfter(store.lastSeq - 50, 100)?.map((event) => event.seq) ?? [];
      expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => store.lastSeq - 49 + n));
      const shared = await store.trail("workspace", "note", "shared");
      expect(shared).toHaveLength(notes.get("shared")?.changes ?? 0);
      expect(new Set(shared.map((event) => event.seq)).size).toBe(shared.length);
      const before = [...notes.values()];
      await store.flush();
      const again = await fixture.open();
      expect([...again.table(noteKind).values()]).toEqual(before);
      expect(git(fixture.gitDir, "fsck", "--strict", "--no-dangling")).toBe("");
    },
  );
});

describe("a full disk", () => {
  test("stops writing with a clear message, takes back what is not on the disk, and a start finds the rest", async (context) => {
    using small = mountSmallDisk(2);
    if (small === undefined) return context.skip("a full disk needs the right to mount a small one");
    await using fixture = createStoreFixture(small.dir);
    const store = await fixture.open();
    const notes = store.table(noteKind);
    const changes: string[] = [];
    notes.watch(({ id, after }) => changes.push(after === undefined ? `-${id}` : `+${id}`));
    await append(store, written("first", "1"));
    await append(store, removed("first"), written("second", "2"));
    let refused: unknown;
    for (let n = 0; refused === undefined && n < 100; n += 1) {
      await append(store, written(`big${n}`, "x".repeat(200_000))).catch((error: unknown) => {
        refused = error;
      });
    }
    expect(String(refused)).toContain("nothing can be changed any more");
    expect(store.health.journal).toMatchObject({ code: "journal-stopped" });
    const [last, lastButOne] = changes.toReversed();
    expect(last?.slice(1)).toBe(lastButOne?.slice(1));
    await expect(append(store, written("more", "x"))).rejects.toThrow(/nothing can be changed/);
    expect(notes.get("more")).toBeUndefined();
    const kept = [...notes.values()];
    await fixture.crash();
    const again = await fixture.open();
    expect([...again.table(noteKind).values()]).toEqual(kept);
    expect(fixture.notices).toEqual([]);
  });
});
