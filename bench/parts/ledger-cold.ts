import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { MeasuredRow } from "../bench.ts";
import type { ColdReport } from "./ledger-cold-child.ts";
import { median } from "./ledger-plain.ts";

const ROUNDS = 3;
const CHILD = path.join(import.meta.dirname, "ledger-cold-child.ts");

/** Start from cold and memory, each in a process of its own, in turn with one that only parses the same lines. */
export async function measureColdAt(folder: string, size: string): Promise<readonly MeasuredRow[]> {
  const ours: ColdReport[] = [];
  const plain: ColdReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await run("open", folder));
    plain.push(await run("parse", folder));
  }
  const of = (reports: readonly ColdReport[], figure: (report: ColdReport) => number) => median(reports.map(figure));
  const records = ours[0]?.records ?? 1;
  const value = of(ours, (one) => one.openMs + one.answerMs);
  const loop = `loop delay p99 ${of(ours, (one) => one.loop.p99).toFixed(0)} ms, max ${of(ours, (one) => one.loop.max).toFixed(0)} ms`;
  return [
    {
      id: `ledger-cold-${size}`,
      name: `cold start to the first ready item, ${size} items, over JSON.parse of the same lines`,
      value,
      unit: "ms",
      baseline: of(plain, (one) => one.answerMs),
      note: loop,
    },
    {
      id: `ledger-cold-git-${size}`,
      name: `the same, over reading the lines from git and JSON.parse`,
      value,
      unit: "ms",
      baseline: of(plain, (one) => one.openMs + one.answerMs),
    },
    {
      id: `ledger-memory-${size}`,
      name: `memory an item, ${size} items, over the parsed lines alone`,
      value: of(ours, (one) => one.bytes) / records,
      unit: "B",
      baseline: of(plain, (one) => one.bytes) / records,
    },
  ];
}

async function run(mode: "open" | "parse", folder: string): Promise<ColdReport> {
  const args = ["--expose-gc", "--disable-warning=ExperimentalWarning", CHILD, mode, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as ColdReport;
}
