import { appendFile, mkdtemp, readFile, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { MAX_TIMELINE_BYTES, createTimelines } from "./timeline.ts";

let folder: string;
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), "timeline-")), "timelines");
});
afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

const clock = new ManualClock();
const report = (error: unknown) => {
  throw error;
};
const open = () => createTimelines({ folder, clock, report });

function status(state: SessionStatus["state"], since: number, session = "ses-1"): SessionStatus {
  return {
    session,
    agent: workerPath("shop", "otter"),
    state,
    evidence: `says ${state}`,
    source: "hook",
    reliability: "authoritative",
    since,
    evidenceAt: since,
    seenAt: since,
    signals: [],
  };
}

it("keeps each change of state, over a restart of the core and after the session's end", async () => {
  const first = open();
  first.record(status("starting", 1));
  first.record(status("working", 2));
  first.record({ ...status("working", 2), evidence: "another sign of the same" });
  first.record({ ...status("rate-limited", 3), until: 99, context: { used: 5, size: 10, at: 3 } });
  await first.drain();
  const second = open();
  second.record(status("exited", 4));
  const entries = await open().read("ses-1");
  await second.drain();
  expect(entries.map(({ state }) => state)).toEqual(["starting", "working", "rate-limited"]);
  expect(await open().read("ses-1")).toMatchObject([
    { at: 1, state: "starting", source: "hook", evidence: "says starting" },
    { at: 2, state: "working", evidence: "says working" },
    { at: 3, state: "rate-limited", until: 99, context: { used: 5, size: 10 } },
    { at: 4, state: "exited" },
  ]);
});

it("writes nothing while nothing changes, and for the user alone", async () => {
  const timelines = open();
  timelines.record(status("working", 1));
  await timelines.drain();
  const file = path.join(folder, "ses-1.jsonl");
  const before = await stat(file);
  for (let i = 0; i < 100; i++) timelines.record({ ...status("working", 1), seenAt: i });
  await timelines.drain();
  expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
  expect(before.mode & 0o777).toBe(0o600);
});

it("leaves out a line that a crash cut, and goes on behind it", async () => {
  const timelines = open();
  timelines.record(status("working", 1));
  await timelines.drain();
  await appendFile(path.join(folder, "ses-1.jsonl"), '{"session":"ses-1","at":2,"sta\n');
  const later = open();
  later.record(status("waiting-for-input", 3));
  expect((await later.read("ses-1")).map(({ at }) => at)).toEqual([1, 3]);
});

it("stays small however long a session goes on, and keeps the newest", async () => {
  const timelines = open();
  const file = path.join(folder, "ses-1.jsonl");
  const count = 4_000;
  for (let i = 1; i <= count; i++) {
    timelines.record(status(i % 2 === 0 ? "working" : "unknown", i));
    if (i % 100 === 0) await timelines.drain();
  }
  expect((await stat(file)).size).toBeLessThanOrEqual(MAX_TIMELINE_BYTES);
  const entries = await timelines.read("ses-1");
  expect(entries.at(-1)?.at).toBe(count);
  expect(entries.length).toBeGreaterThan(500);
  expect((await readFile(file, "utf8")).startsWith("{")).toBe(true);
});

it("forgets sessions of long ago", async () => {
  const timelines = open();
  for (const session of ["ses-old", "ses-new"]) timelines.record(status("working", 1, session));
  await timelines.drain();
  const day = 24 * 60 * 60_000;
  const old = new Date(clock.now() - 15 * day);
  await utimes(path.join(folder, "ses-old.jsonl"), old, old);
  await open().sweep();
  expect(await readdir(folder)).toEqual(["ses-new.jsonl"]);
});

it("has nothing to say of a session that it does not know", async () => {
  await open().sweep();
  expect(await open().read("ses-unknown")).toEqual([]);
});
