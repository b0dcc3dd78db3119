import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createItemLists } from "../src/main/core/ledger/index.ts";
import { createExchange } from "../src/main/core/exchange/index.ts";
import { systemClock } from "../src/main/core/base/clock.ts";
import { createLocalRunner } from "../src/main/core/platform/process/local-runner.ts";
import type { Caller } from "../src/shared/contract/handlers.ts";
import { USER } from "../src/shared/model/identity.ts";
import type { BenchContext, MeasuredRow } from "./bench.ts";
import { type LedgerRig, openRig, prepareRig, rigPlace } from "./parts/ledger-rig.ts";

const ITEMS = Number(process.env["DROVER_BENCH_ITEMS"] ?? 100_000);
const PIECE_CHARS = 1024 * 1024;
const user: Caller = { identity: USER, role: "user" };

/** Import of as many issues of beads as a large ledger has, and export of them again; over parsing and syncing the same bytes. */
export async function measure({ folder, say }: BenchContext): Promise<readonly MeasuredRow[]> {
  const text = Array.from({ length: ITEMS }, (_, n) => `${JSON.stringify(issue(n))}\n`).join("");
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE_CHARS) }, (_, n) =>
    text.slice(n * PIECE_CHARS, (n + 1) * PIECE_CHARS),
  );
  say(`${ITEMS} issues, ${(text.length / 1e6).toFixed(0)} MB`);
  const baseline = timeOfBytes(text, path.join(folder, "bytes"));
  prepareRig(rigPlace(folder));
  await using rig = await openRig(rigPlace(folder), say);
  const run = exchangeOver(rig, folder);
  const looked = await watched(() => run.inspect(pieces));
  const first = await watched(() => run.bring(pieces));
  const again = await watched(() => run.bring(pieces));
  const out = await watched(() => run.writeOut());
  const row = (id: string, name: string, { ms }: { readonly ms: number }): MeasuredRow => {
    return {
      id,
      name: `${name}, ${ITEMS} items, over parsing and syncing the same bytes`,
      value: ms,
      unit: "ms",
      baseline,
    };
  };
  const loop = Math.max(looked.loop, first.loop, again.loop, out.loop);
  return [
    row("exchange-inspect", "inspection of beads' issues, which reads and plans all", looked),
    row("exchange-import", "import of beads' issues", first),
    row("exchange-import-again", "the same import again, which changes nothing", again),
    row("exchange-export", "export as JSONL", out),
    {
      id: "exchange-loop",
      value: loop,
      unit: "ms",
      note: `inspection ${looked.loop.toFixed(0)}, first ${first.loop.toFixed(0)}, again ${again.loop.toFixed(0)}, export ${out.loop.toFixed(0)}`,
    },
  ];
}

/** Each waits for one before it, every tenth is a child of the one nine before. */
function issue(n: number): object {
  const id = (at: number) => `bench-${at.toString(36).padStart(5, "0")}`;
  const at = new Date(1_760_000_000_000 + n * 1_000).toISOString();
  const edge = (to: number, type: string) => ({
    issue_id: id(n),
    depends_on_id: id(to),
    type,
    created_at: at,
    created_by: "ada",
  });
  return {
    id: id(n),
    title: `Issue ${n} of a large repository`,
    description: `What is wanted in ${n}, and how to tell that it is there.\n`.repeat(4),
    status: n % 3 === 0 ? "closed" : "open",
    priority: n % 5,
    issue_type: "task",
    labels: [`area-${n % 20}`],
    created_at: at,
    created_by: "ada",
    updated_at: at,
    dependencies: [...(n > 20 ? [edge(n - 7, "blocks")] : []), ...(n % 10 === 9 ? [edge(n - 9, "parent-child")] : [])],
  };
}

function timeOfBytes(text: string, file: string): number {
  const began = performance.now();
  for (const line of text.trimEnd().split("\n")) JSON.parse(line);
  const handle = openSync(file, "w");
  writeSync(handle, text);
  fdatasyncSync(handle);
  closeSync(handle);
  return performance.now() - began;
}

async function watched(work: () => Promise<void>): Promise<{ readonly ms: number; readonly loop: number }> {
  const delays = monitorEventLoopDelay({ resolution: 2 });
  delays.enable();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  delays.disable();
  return { ms, loop: delays.max / 1e6 };
}

function exchangeOver(
  { store, ledger }: LedgerRig,
  folder: string,
): {
  inspect(pieces: readonly string[]): Promise<void>;
  bring(pieces: readonly string[]): Promise<void>;
  writeOut(): Promise<void>;
} {
  const lists = createItemLists(ledger, systemClock);
  const { handlers } = createExchange({
    store,
    ledger,
    clock: systemClock,
    prefixOf: () => "bench",
    select: (filter) => lists.select(filter),
    runner: createLocalRunner(),
    env: {},
    workspaceDir: folder,
  });
  const { signal } = new AbortController();
  async function take(verb: "ledger.import" | "ledger.import.inspect", pieces: readonly string[]): Promise<void> {
    let upload: string | undefined;
    for (const text of pieces) {
      const added = await handlers["ledger.import.upload"]({ text, upload }, user, signal);
      if (!added.ok) throw new Error(added.error.message);
      ({ upload } = added.value);
    }
    const source = { kind: "upload", upload: upload ?? "", format: "beads" } as const;
    const done = await handlers[verb]({ source }, user, signal);
    if (!done.ok) throw new Error(done.error.message);
    const { created, unchanged, problemsTotal } = done.value;
    if (created + unchanged !== ITEMS || problemsTotal > 0) throw new Error("The import was not whole.");
  }
  return {
    inspect: (pieces) => take("ledger.import.inspect", pieces),
    bring: (pieces) => take("ledger.import", pieces),
    async writeOut() {
      let cursor: string | undefined;
      let items = 0;
      do {
        const page = await handlers["ledger.export"]({ format: "jsonl", cursor }, user, signal);
        if (!page.ok) throw new Error(page.error.message);
        items += page.value.items;
        cursor = page.value.next;
      } while (cursor !== undefined);
      if (items !== ITEMS) throw new Error("The export was not whole.");
    },
  };
}
