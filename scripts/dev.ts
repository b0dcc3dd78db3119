// `npm run dev`: starts Drover, and builds and starts it again whenever a source changes. A change of the page alone
// needs no restart: reload it. Arguments go on to Drover.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** Editors and git write several files at once; a build starts when they have been quiet for so long. */
const QUIET_MS = 150;

let drover: ChildProcess | undefined;
const changed = new Set<string>();
let quiet: NodeJS.Timeout | undefined;
let building = false;

start();
for await (const { filename } of watch(join(ROOT, "src"), { recursive: true })) {
  if (filename === null || !/\.(ts|tsx|css|html)$/.test(filename) || /\.test\./.test(filename)) continue;
  changed.add(filename);
  clearTimeout(quiet);
  quiet = setTimeout(() => void renew(), QUIET_MS);
}

async function renew(): Promise<void> {
  if (building || changed.size === 0) return;
  building = true;
  const pageAlone = [...changed].every((file) => file.startsWith("renderer"));
  changed.clear();
  const build = spawn(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], { stdio: "inherit" });
  await once(build, "exit");
  if (build.exitCode === 0 && !pageAlone) await restart();
  building = false;
  await renew();
}

async function restart(): Promise<void> {
  const old = drover;
  if (old !== undefined && old.exitCode === null && old.signalCode === null) {
    old.kill("SIGTERM");
    await once(old, "exit");
  }
  start();
}

function start(): void {
  drover = spawn(process.execPath, [join(ROOT, "scripts/start.mjs"), ...process.argv.slice(2)], { stdio: "inherit" });
}
