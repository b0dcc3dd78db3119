import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { systemClock } from "../../src/main/core/base/clock.ts";
import { USER, workerPath } from "../../src/shared/model/identity.ts";
import type { MeasuredRow } from "../bench.ts";
import { appendsPerSecond, insertsPerSecond, median, perSecond, quantile, syncedFile } from "./ledger-plain.ts";
import { type LedgerRig, must } from "./ledger-rig.ts";

const WRITERS = 30;
const ROUNDS = 7;
const CHANGES = 20_000;
const CLAIMS = 300;

/** The two goals of writing, with the whole ledger on: deciding, reducing, indexes, and the branch written meanwhile. */
export async function measureChanges(
  rig: LedgerRig,
  ids: readonly string[],
  { folder, say }: { readonly folder: string; readonly say: (line: string) => void },
): Promise<readonly MeasuredRow[]> {
  const ours: number[] = [];
  const plain: number[] = [];
  const claims: number[] = [];
  const syncs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const edit = async (n: number) => {
      const by = { actor: workerPath("bench", `w${n % WRITERS}`) };
      must(await rig.ledger.edit(ids[n % ids.length] ?? "", { notes: `Change ${n} of round ${round}.` }, by));
    };
    ours.push(await perSecond(CHANGES, WRITERS, edit));
    // The baseline is to have the disk for itself.
    must(await rig.store.flush());
    const lines = journalLines(rig.journalDir);
    const how = { count: CHANGES, writers: WRITERS };
    plain.push(await appendsPerSecond(path.join(folder, `plain-${round}`), lines, how));
    await claimAndSync(rig, path.join(folder, `sync-${round}`), { line: lines[0] ?? "", claims, syncs });
    say(`round ${round + 1} of ${ROUNDS}: ${Math.round(ours.at(-1) ?? 0)}/s of ${Math.round(plain.at(-1) ?? 0)}/s`);
  }
  const rate = { value: median(ours), unit: "/s", baseline: median(plain), note: `median of ${ROUNDS}` };
  const p99 = { value: quantile(claims, 0.99), unit: "ms", baseline: quantile(syncs, 0.99) };
  return [
    { id: "ledger-changes", ...rate },
    { id: "ledger-claim-p99", ...p99, note: `${claims.length} claims, one at a time` },
  ];
}

/** A claim, then a plain write and sync of a line as long, and so on in turn, so that both meet the same disk. */
async function claimAndSync(
  { ledger }: LedgerRig,
  file: string,
  { line, claims, syncs }: { readonly line: string; readonly claims: number[]; readonly syncs: number[] },
): Promise<void> {
  using plain = syncedFile(file);
  const ids = [...ledger.readiness.ready(systemClock.now())].slice(0, CLAIMS);
  for (const id of ids) {
    const began = performance.now();
    must(await ledger.claim(id, { actor: USER }));
    claims.push(performance.now() - began);
    syncs.push(await plain.write(line));
  }
  await release(ledger, ids);
}

/** Creates and claims acknowledged a second by one and by thirty writers, in a ledger of this size. */
export async function measureWritesAt(rig: LedgerRig, size: string, folder: string): Promise<readonly MeasuredRow[]> {
  const rows: MeasuredRow[] = [];
  const { ledger, store } = rig;
  for (const writers of [1, WRITERS]) {
    const count = writers === 1 ? 400 : 6_000;
    const claimed = Math.min(count, [...ledger.readiness.ready(systemClock.now())].length);
    const ids = [...ledger.readiness.ready(systemClock.now())].slice(0, claimed);
    const claim = await perSecond(claimed, writers, async (n) => {
      must(await ledger.claim(ids[n] ?? "", { actor: USER }));
    });
    await release(ledger, ids);
    const create = await perSecond(count, writers, async (n) => {
      must(await ledger.create({ title: `Item ${n} of ${writers}`, ledger: "workspace" }, { actor: USER }));
    });
    must(await store.flush());
    const lines = journalLines(rig.journalDir);
    const plain = await appendsPerSecond(path.join(folder, `appends-${size}-${writers}`), lines, { count, writers });
    const sqlite = insertsPerSecond(path.join(folder, `inserts-${size}-${writers}.db`), lines, Math.min(count, 1_000));
    const who = writers === 1 ? "one writer" : `${writers} writers`;
    for (const [deed, value] of [["create", create] as const, ["claim", claim] as const]) {
      const id = `ledger-${deed}-${writers}-${size}`;
      const name = `${deed}s acknowledged, ${who}, ${size} items`;
      rows.push({ id, name: `${name}, over synced appends`, value, unit: "/s", baseline: plain });
      rows.push({ id: `${id}-sqlite`, name: `${name}, over SQLite (WAL, FULL)`, value, unit: "/s", baseline: sqlite });
    }
  }
  return rows;
}

async function release(ledger: LedgerRig["ledger"], ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      must(await ledger.update(id, { assignee: null, mayReassign: true }, { actor: USER }));
    }),
  );
}

/** Lines of the newest whole file, or of the only one. */
function journalLines(journal: string): string[] {
  const files = readdirSync(journal).toSorted();
  const text = readFileSync(path.join(journal, files.at(-2) ?? files.at(-1) ?? ""), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `${line}\n`);
}
