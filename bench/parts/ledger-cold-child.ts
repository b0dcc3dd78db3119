import { execFileSync } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { systemClock } from "../../src/main/core/base/clock.ts";
import { openRig, rigPlace } from "./ledger-rig.ts";

/*
 * A process that has read nothing yet. `open FOLDER` opens the ledger there and asks for ready work; `parse FOLDER` reads the
 * same lines from git and parses them, and does nothing else. Run with --expose-gc; prints a `ColdReport`.
 */

export interface ColdReport {
  readonly records: number;
  /** Until the ledger is open, and until it has answered what is ready; for `parse` until git has given the lines, and until they are parsed. */
  readonly openMs: number;
  readonly answerMs: number;
  /** Heap and buffers that stay in use. */
  readonly bytes: number;
  /** Event-loop delay meanwhile; the longest is mostly that of the first answer. */
  readonly loop: { readonly p99: number; readonly max: number };
}

const RESOLUTION_MS = 1;
const [mode = "", folder = ""] = process.argv.slice(2);
const before = used();
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
process.stdout.write(`${JSON.stringify(mode === "open" ? await open() : parse())}\n`);

async function open(): Promise<ColdReport> {
  delays.enable();
  const began = performance.now();
  await using rig = await openRig(rigPlace(folder), () => {});
  const openMs = performance.now() - began;
  const [first] = rig.ledger.readiness.ready(systemClock.now());
  if (first === undefined) throw new Error("Nothing is ready.");
  const answerMs = performance.now() - began - openMs;
  // The last delay is counted when the next timer fires.
  await setTimeout(2 * RESOLUTION_MS);
  delays.disable();
  const records = [...rig.ledger.values()].length;
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    records,
    openMs,
    answerMs,
    bytes: used() - before,
    loop: { p99: ms(delays.percentile(99)), max: ms(delays.max) },
  };
}

function parse(): ColdReport {
  const git = (args: readonly string[], input?: string) =>
    execFileSync("git", ["--git-dir", rigPlace(folder).gitDir, ...args], { input, maxBuffer: 4e9 }).toString("utf8");
  const began = performance.now();
  const names = git(["ls-tree", "-r", "--object-only", "drover/ledger", "records/"]);
  const lines = git(["cat-file", "--batch=", "--buffer"], names)
    .split("\n")
    .filter((line) => line !== "");
  const openMs = performance.now() - began;
  const parsed = lines.map((line): unknown => JSON.parse(line));
  const answerMs = performance.now() - began - openMs;
  lines.length = 0;
  return { records: parsed.length, openMs, answerMs, bytes: used() - before, loop: { p99: 0, max: 0 } };
}

function used(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
