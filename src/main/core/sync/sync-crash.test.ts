import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { itemKind } from "../ledger/index.ts";
import { fsckLedger } from "../platform/store/fsck/fsck-ledger.ts";
import { openRepository } from "../platform/store/git-access.ts";
import { type StoreFixture, createStoreFixture, git, nodeGit } from "../platform/store/store-fixture.ts";
import { type OpenClone, createSyncFixture, openClone, syncNow, treeOf } from "./testing/sync-fixture.ts";

const at = (file: string) => JSON.stringify(path.join(import.meta.dirname, file));

/**
 * Syncs as often as it can. Before each git command it says which, and makes an item and changes the common one; it says which of
 * these changes were acknowledged.
 */
const WRITER = `
import { writeSync } from "node:fs";
import { systemClock } from ${at("../base/clock.ts")};
import { createHomeGit } from ${at("../platform/git/testing/git-fixture.ts")};
import { createRecordStore } from ${at("../platform/store/create-record-store.ts")};
import { append, nodeGit } from ${at("../platform/store/store-fixture.ts")};
import { WorkspaceLock } from ${at("../platform/store/workspace-lock.ts")};
import { creation, event, openClone, syncNow } from ${at("testing/sync-fixture.ts")};
const [dir, gitDir, vault, origin, name, round] = process.argv.slice(1);
const say = (line) => writeSync(1, line + "\\n");
say("starting");
let clone;
let n = 0;
async function write() {
  const id = "demo-" + name + round + "n" + n++;
  const title = { title: id };
  await append(clone.store, creation(id, clone.agent), event("demo-common", "workItemEdited", title, clone.agent));
  say("ack " + id);
}
const failed = (error) => { say("failed " + error); process.exit(1); };
function before(args) {
  say("git " + args.slice(0, 4).join(" "));
  if (clone !== undefined) write().catch(failed);
}
const { git } = await createHomeGit(dir);
const lock = WorkspaceLock.acquire(dir, "writer");
if (!lock.ok) failed(lock.error.message);
const made = createRecordStore({
  lock: lock.value, clock: systemClock, owner: { name: "O", email: "o@example.org" }, notice: ({ code }) => say("notice " + code),
  git: (args, more) => { before(args); return nodeGit(args, more); },
});
if (!made.ok) failed(made.error.message);
const opened = await made.value.openLedger("workspace", gitDir);
if (!opened.ok) failed(opened.error.message);
const options = { name, store: made.value, clock: systemClock, vault, origin, on: true };
clone = await openClone({ ...options, git: { ...git, run: (args, more) => { before(args); return git.run(args, more); } } });
if (clone.items.get("demo-common") === undefined) await append(clone.store, creation("demo-common", clone.agent));
for (;;) {
  const { failure } = await syncNow(clone);
  if (failure !== undefined) failed(failure.message);
  say("synced");
}
`;

/** More of them: `DROVER_KILLS=500 npx vitest run sync-crash`. */
const KILLS = Number(process.env["DROVER_KILLS"] ?? 24);

interface Place {
  readonly name: string;
  readonly fixture: StoreFixture;
  readonly vault: string;
}

interface Round {
  readonly round: number;
  /** It is killed when it has said so many. */
  readonly lines: number;
}

/** Answers what it said before it was killed. */
async function syncAndKill(
  { name, fixture, vault }: Place,
  origin: string,
  { round, lines }: Round,
): Promise<string[]> {
  const places = [fixture.dir, fixture.gitDir, vault, origin, name, String(round)];
  const args = ["--input-type=module-typescript", "-e", WRITER, ...places];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) child.kill("SIGKILL");
  }
  await exited;
  expect(child.signalCode, `the writer ended by itself:\n${said.slice(-5).join("\n")}`).toBe("SIGKILL");
  return said;
}

describe("cores that are killed while they sync", () => {
  it(
    `lose nothing, do nothing twice and agree in the end, killed ${KILLS} times at any moment`,
    { timeout: 60_000 + KILLS * 10_000 },
    async () => {
      await using shared = await createSyncFixture();
      const { origin } = shared;
      await using ada = createStoreFixture();
      await using bo = createStoreFixture();
      const places = [ada, bo].map((fixture, n) => ({
        ...{ name: n === 0 ? "ada" : "bo", fixture },
        vault: fixture.makeRepository("vault.git"),
      }));
      const said: string[] = [];
      for (let round = 0; round < KILLS / places.length; round += 1) {
        // Both at the same time, so that they meet at the origin. The first line comes before anything is opened.
        const killed = places.map((place) =>
          syncAndKill(place, origin, { round, lines: 1 + Math.floor(Math.random() * 120) }),
        );
        for (const lines of await Promise.all(killed)) said.push(...lines);
      }
      expect(said).toContain("synced");
      const acknowledged = said.flatMap((line) => (line.startsWith("ack ") ? [line.slice(4)] : []));
      expect(acknowledged.length).toBeGreaterThan(KILLS);

      const clones: OpenClone[] = [];
      for (const { name, fixture, vault } of places) {
        const store = await fixture.open({ clock: systemClock });
        clones.push(await openClone({ name, store, clock: systemClock, vault, origin, on: true, git: shared.git }));
      }
      for (const clone of [...clones, ...clones]) expect((await syncNow(clone)).failure).toBeUndefined();
      for (const { items, store, vault } of clones) {
        expect(acknowledged.filter((id) => items.get(id)?.version !== 1)).toEqual([]);
        expect(treeOf(vault)).toBe(treeOf(origin));
        const trail = await store.trail("demo", "item", "demo-common");
        expect(items.get("demo-common")?.version).toBe(trail.length);
        expect(new Set(trail.map(({ data }) => JSON.stringify(data))).size).toBeGreaterThanOrEqual(trail.length - 1);
        const repository = openRepository(nodeGit, vault);
        const checked = await fsckLedger({
          ledger: "demo",
          repository,
          kinds: [itemKind],
          now: Date.now(),
          full: true,
        });
        expect(checked.report.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
        expect(git(vault, "fsck", "--strict", "--no-dangling")).toBe("");
      }
    },
  );
});
