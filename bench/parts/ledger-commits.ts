import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { USER } from "../../src/shared/model/identity.ts";
import type { MeasuredRow } from "../bench.ts";
import { median } from "./ledger-plain.ts";
import { type LedgerRig, must } from "./ledger-rig.ts";

const ROUNDS = 15;
const TMPFS = 0x01021994;

/** Where a file system in memory is, on most Linux systems. */
export function memoryFolder(): string | undefined {
  try {
    return statfsSync("/dev/shm").type === TMPFS ? "/dev/shm" : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One batch of changed items brought to git, over what a person would do with a ledger that is one file in a repository:
 * change as many of its lines, `git add`, `git commit`.
 */
export async function measureCommits(
  rig: LedgerRig,
  ids: readonly string[],
  {
    folder,
    id,
    name,
    touched,
  }: { readonly folder: string; readonly id: string; readonly name: string; readonly touched: number },
): Promise<readonly MeasuredRow[]> {
  const file = plainRepository(path.join(folder, `plain-${id}`), rig, ids);
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const chosen = Array.from({ length: touched }, (_, n) => (round * 7_919 + n * 6_700_417) % ids.length);
    await Promise.all(
      chosen.map(async (n) => {
        must(await rig.ledger.edit(ids[n] ?? "", { notes: `Round ${round} of ${id}.` }, { actor: USER }));
      }),
    );
    const began = performance.now();
    must(await rig.store.flush());
    ours.push(performance.now() - began);
    plain.push(file.commit(new Set(chosen), round));
  }
  return [{ id, name, value: median(ours), unit: "ms", baseline: median(plain), note: `median of ${ROUNDS}` }];
}

function plainRepository(folder: string, { ledger }: LedgerRig, ids: readonly string[]) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "items.jsonl");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0", ...args], {
      cwd: folder,
    });
  git("init", "-q");
  writeFileSync(file, ids.map((id) => `${JSON.stringify(ledger.get(id))}\n`).join(""));
  git("add", "items.jsonl");
  git("commit", "-q", "-m", "Begin");
  return {
    /** Milliseconds that `git add` and `git commit` took, once the lines were changed. */
    commit(chosen: ReadonlySet<number>, round: number): number {
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      const changed = lines.map((line, n) => (chosen.has(n) ? line.replace('"title":"', `"title":"${round} `) : line));
      writeFileSync(file, `${changed.join("\n")}\n`);
      const began = performance.now();
      git("add", "items.jsonl");
      git("commit", "-q", "-m", `Change ${chosen.size} items`);
      return performance.now() - began;
    },
  };
}
