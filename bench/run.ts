import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BenchModule } from "./bench.ts";
import { GOALS } from "./goals.ts";
import { type ReportRow, parseExcused, printed, report, unexcused } from "./report.ts";

const root = join(import.meta.dirname, "..");

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, check: { type: "boolean", default: false } },
});
const names = positionals.length === 0 ? Object.keys(GOALS) : positionals;
const unknown = names.filter((name) => !(name in GOALS));
if (unknown.length > 0) {
  say(`There is no bench ${unknown.join(", ")}. Try: npm run bench -- ${Object.keys(GOALS).join(" | ")}`);
  process.exit(2);
}

const rows: ReportRow[] = [];
for (const name of names) {
  const measured = await run(name);
  rows.push(...measured);
  if (!flags.json) print(`${name}\n${printed(measured)}\n`);
}
if (flags.json) print(JSON.stringify(rows, null, 2));
if (flags.check) {
  const bad = unexcused(rows, parseExcused(await readFile(join(root, "docs/performance.md"), "utf8")));
  for (const row of bad) {
    const what = row.holds === null ? `was not measured${row.note === undefined ? "" : ` (${row.note})`}` : "is missed";
    say(`${row.id}: goal ${row.goal ?? ""} ${what}, and docs/performance.md gives no reason.`);
  }
  process.exitCode = bad.length === 0 ? 0 : 1;
}

async function run(name: string): Promise<readonly ReportRow[]> {
  const folder = await mkdtemp(join(tmpdir(), `drover-bench-${name}-`));
  try {
    const bench = (await import(`./${name}.bench.ts`)) as BenchModule;
    return report(GOALS[name] ?? [], await bench.measure({ root, folder, say }));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
