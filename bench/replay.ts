import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { resolveCommit } from "../src/main/core/platform/git/resolve.ts";
import { cut } from "./replay/history.ts";
import { openReplayPlace } from "./replay/place.ts";
import { play, shuffled } from "./replay/play.ts";

const USAGE = `npm run replay -- PATH [--merges 300] [--window 25] [--batch 5] [--seed 1] [--gate "COMMAND ARGS"]

Cuts the newest merges of a repository's main line into the branches they came from, hands them to the merge queue in random order,
and holds what lands against the real history. PATH is only read. Exits with 1 when something is missing that no conflict was named for.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    merges: { type: "string", default: "300" },
    window: { type: "string", default: "25" },
    batch: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    gate: { type: "string", default: "" },
  },
});
const [path] = positionals;
if (path === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const seed = Number(values.seed);
const folder = await mkdtemp(join(tmpdir(), "drover-replay-"));
const began = performance.now();
try {
  const gate = values.gate.split(" ").filter((part) => part !== "");
  await using place = await openReplayPlace({ folder, path: resolve(path), batch: Number(values.batch), gate });
  const head = await resolveCommit(place.git, place.source, "HEAD");
  if (head === undefined) throw new Error(`${path} has no commits`);
  const windows = await cut(place.git, {
    repository: place.source,
    head,
    merges: Number(values.merges),
    window: Number(values.window),
  });
  const total = {
    pieces: 0,
    landed: 0,
    later: 0,
    redone: 0,
    conflicts: 0,
    red: 0,
    commits: 0,
    kept: 0,
    unexplained: 0,
  };
  let inQueue = 0;
  for (const [index, window] of windows.entries()) {
    const start = performance.now();
    const played = await play(place, `window-${index + 1}`, window, shuffled(window.pieces.length, seed + index));
    inQueue += performance.now() - start;
    const { pieces, landed, later, redone, conflicts, red, commits, kept, unexplained, differing } = played;
    total.pieces += pieces;
    total.landed += landed;
    total.later += later;
    total.redone += redone;
    total.conflicts += conflicts.length;
    total.red += red.length;
    total.commits += commits;
    total.kept += kept;
    total.unexplained += unexplained.length;
    print(
      `window ${index + 1}/${windows.length}: ${landed} of ${pieces} landed (${later} after others), ` +
        `${conflicts.length} conflicts named, ${redone} of them redone, ${kept} of ${commits} commits in the result, ${differing.length} files differ`,
    );
    if (differing.length > 0) print(`  differs: ${differing.join(", ")}`);
    for (const { subject, files } of conflicts) print(`  conflict: ${subject}: ${files.join(", ")}`);
    for (const subject of red) print(`  sent back: ${subject}`);
    for (const name of unexplained) print(`  NOT EXPLAINED: ${name}`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  print(
    `${total.pieces} branches of ${windows.length} windows, seed ${seed}: ${total.landed} landed (${total.later} after others), ` +
      `${total.conflicts} conflicts named, ${total.redone} of them redone, ${total.red} sent back otherwise; ${total.kept} of ${total.commits} commits kept; ` +
      `${total.unexplained} files differ unexplained; ${seconds} s, ${Math.round(inQueue / Math.max(total.pieces, 1))} ms a branch in the queue`,
  );
  process.exitCode = total.unexplained > 0 || total.red > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
