import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { NOTHING, type Tally, closingLine, honest, tallyPlaywright, tallyVitest, told } from "./tally.ts";

export const ROOT = join(import.meta.dirname, "../..");

/** Where a browser for the journeys is looked for, in this order, unless DROVER_CHROMIUM names one. */
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

const STATIC_CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format", "oxfmt", "--check", "."],
  ["lint", "oxlint", "--deny-warnings"],
  ["boundaries", "node", "scripts/boundaries.ts"],
  ["types", "tsc", "-b"],
  ["dead code", "knip", "--no-progress"],
];

/** Format, lint, boundaries, types and dead code; each that fails counts as a failed test. All run, whatever the others say. */
export async function runStaticChecks(): Promise<Tally> {
  const failures: string[] = [];
  for (const [name, command, ...args] of STATIC_CHECKS) {
    const started = performance.now();
    const { code, output } = await capture(command, args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
    if (code === 0) continue;
    say(output.trimEnd());
    failures.push(told(name, output));
  }
  return { ...NOTHING, failed: failures.length, failures };
}

export async function runUnitTests(): Promise<Tally> {
  const read = (json: string, report: string) => tallyVitest(json, readIfThere(flakyFile(report)));
  return await withReport(read, async (report) => {
    const reporters = ["--reporter=dot", "--reporter=json", "--reporter=./scripts/verify/flaky-reporter.ts"];
    return await show(binary("vitest"), ["run", ...reporters, `--outputFile.json=${report}`], {
      DROVER_FLAKY_FILE: flakyFile(report),
    });
  });
}

/** Journeys through the built product. They fail, rather than being left out, where there is no browser. */
export async function runJourneys(): Promise<Tally> {
  if (!existsSync(join(ROOT, "e2e/playwright.config.ts"))) return NOTHING;
  if (!hasBrowser()) {
    say("The journeys need a browser: apt-get install chromium fonts-noto-color-emoji fonts-noto-cjk");
    say("(or name one in DROVER_CHROMIUM).");
    return { ...NOTHING, failed: 1 };
  }
  return await runPlaywright("e2e");
}

export interface PlaywrightOrder {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A command that the runner is run by. */
  readonly prefix?: readonly string[];
}

/** Runs the tests of a configuration in that folder. */
export async function runPlaywright(config: string, order: PlaywrightOrder = {}): Promise<Tally> {
  const { args = [], env = {}, prefix = [] } = order;
  return await withReport(tallyPlaywright, async (report) => {
    const runner = [binary("playwright"), "test", "-c", config, "--reporter=list,json", ...args];
    const [command = "", ...rest] = [...prefix, ...runner];
    return await show(command, rest, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  });
}

function hasBrowser(): boolean {
  const named = process.env["DROVER_CHROMIUM"];
  if (named !== undefined) return existsSync(named);
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return BROWSERS.some((browser) => folders.some((folder) => existsSync(join(folder, browser))));
}

/** Runs a test runner that writes a report, and reads it. No report means that the runner broke. */
async function withReport(
  read: (json: string, report: string) => Tally,
  run: (report: string) => Promise<number | null>,
): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "drover-report-"));
  try {
    const report = join(folder, "report.json");
    const code = await run(report);
    return honest(existsSync(report) ? read(await readFile(report, "utf8"), report) : NOTHING, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function flakyFile(report: string): string {
  return `${report}.flaky`;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

async function show(command: string, args: readonly string[], env: Record<string, string>): Promise<number | null> {
  const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
  await once(child, "exit");
  return child.exitCode;
}

async function capture(command: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(binary(command), args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, output: out + complaints };
}

function binary(command: string): string {
  return command === "node" ? process.execPath : join(ROOT, "node_modules/.bin", command);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The end of a run: what failed, what needed luck, what was left out, and the line that says how many passed. */
export function tell(all: Tally): void {
  for (const failure of all.failures) say(`✗ ${failure}`);
  for (const name of all.flaky) say(`passed only when it was run again, which is a bug: ${name}`);
  for (const name of all.skipped) say(`skipped: ${name}`);
  say(closingLine(all));
}
