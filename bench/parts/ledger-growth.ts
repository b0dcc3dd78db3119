import { execFileSync } from "node:child_process";
import path from "node:path";
import { workerPath } from "../../src/shared/model/identity.ts";
import type { MeasuredRow } from "../bench.ts";
import { fillLedger } from "./ledger-items.ts";
import { must, openRig, prepareRig, rigPlace } from "./ledger-rig.ts";

const ITEMS = 10_000;
/** As many as some thirty agents make within the seconds that a batch waits. */
const IN_A_COMMIT = 10;

/** What a repository holds after so many changes, ten a commit, with packing and without. */
export async function measureGrowth(
  folder: string,
  changes: number,
  say: (line: string) => void,
): Promise<readonly MeasuredRow[]> {
  const packed = await grow(path.join(folder, "packed"), { changes, packs: true, say });
  const loose = await grow(path.join(folder, "loose"), { changes, packs: false, say });
  const name = `size of the repository after ${changes.toLocaleString("en-US")} changes of ${ITEMS.toLocaleString("en-US")} items, over the same without packing`;
  return [{ id: "ledger-growth", name, value: packed, unit: "MB", baseline: loose }];
}

async function grow(
  folder: string,
  { changes, packs, say }: { readonly changes: number; readonly packs: boolean; readonly say: (line: string) => void },
): Promise<number> {
  const place = rigPlace(folder);
  prepareRig(place);
  const rig = await openRig(place, say, { packs });
  const ids = await fillLedger(rig, ITEMS);
  for (let done = 0; done < changes; done += IN_A_COMMIT) {
    await Promise.all(
      Array.from({ length: IN_A_COMMIT }, async (_, k) => {
        const n = done + k;
        // A few items are changed often, most of them seldom.
        const id = ids[Math.floor(((n * 7_919) % ids.length) * (((n * 31) % 97) / 97))] ?? "";
        const by = { actor: workerPath("bench", `w${n % 30}`) };
        must(await rig.ledger.edit(id, { notes: `Change ${n} saw ${(n * 2_654_435_761).toString(36)}.` }, by));
      }),
    );
    must(await rig.store.flush());
  }
  await rig[Symbol.asyncDispose]();
  return megabytes(place.gitDir);
}

function megabytes(gitDir: string): number {
  const counted = execFileSync("git", ["--git-dir", gitDir, "count-objects", "-v"], { encoding: "utf8" });
  const kilobytes = (what: string) => Number(new RegExp(`^${what}: (\\d+)$`, "m").exec(counted)?.[1] ?? 0);
  return (kilobytes("size") + kilobytes("size-pack")) / 1_024;
}
