import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { contractClient } from "../src/shared/contract/client.ts";
import type { ContractClient } from "../src/shared/contract/client.ts";
import { connectClient } from "../src/shared/wire/client.ts";
import { CORE_ENDPOINT_FILE, parseCoreEndpoint } from "../src/shared/wire/endpoint.ts";
import { socketWire } from "../src/shared/wire/socket-wire.ts";
import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";

const ITEMS = 10_000;
/** Requests under way at once while the ledger is filled: enough that they share the journal's syncs. */
const AT_ONCE = 500;
/** Pairs of runs; odd, so that the median is one of them. */
const RUNS = 101;
const WARM_UP = 10;
const START_LIMIT_MS = 30_000;

const BD: SkippedRow = { id: "cli-ready-bd", skipped: "bd and its daemon are not part of this project's set-up" };

/** `drover ready` as a process, over a core with ten thousand items, against processes that do nothing. */
export async function measure({ root, folder, say }: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const workspace = join(folder, "workspace");
  const core = spawn(process.execPath, [join(root, "out/main/headless.js"), "--workspace", workspace, "--no-page"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const client = await connectTo(core, workspace);
    say(`Creating ${ITEMS} items…`);
    await fill(client);
    say(`Starting \`drover ready\` and bare Node ${RUNS} times each, in turn…`);
    const env = { ...process.env, DROVER_WORKSPACE: workspace };
    const ready = [join(root, "out/main/cli.js"), "ready"];
    const { value, baseline } = inTurn(
      () => time(process.execPath, ready, env),
      () => time(process.execPath, ["-e", "0"], env),
    );
    return [{ id: "cli-ready-node", value, unit: "ms", baseline, note: `medians of ${RUNS} runs` }, BD];
  } finally {
    core.kill("SIGTERM");
    if (core.exitCode === null && core.signalCode === null) await once(core, "exit");
  }
}

async function connectTo(core: ChildProcess, workspace: string): Promise<ContractClient> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const endpoint = readEndpoint(workspace);
    if (endpoint !== undefined) {
      const socket = connect(endpoint.socket);
      await once(socket, "connect");
      const hello = { token: endpoint.token, client: { kind: "test", version: "bench" } } as const;
      const client = await connectClient(socketWire(socket), hello);
      if (!client.ok) throw new Error(client.error.message);
      return contractClient(client.value);
    }
    if (core.exitCode !== null || Date.now() > deadline) throw new Error("The core did not start.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function readEndpoint(workspace: string) {
  try {
    return parseCoreEndpoint(readFileSync(join(workspace, CORE_ENDPOINT_FILE), "utf8"));
  } catch {
    // Not written yet.
    return undefined;
  }
}

/** Every third item waits for one before it, as in a real backlog. */
async function fill(client: ContractClient): Promise<void> {
  const ids: string[] = [];
  for (let first = 0; first < ITEMS; first += AT_ONCE) {
    const made = await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, ITEMS - first) }, (_, index) => {
        const number = first + index;
        const before = number % 3 === 0 ? ids[(number * 7) % Math.max(1, ids.length)] : undefined;
        return client.call("item.create", {
          title: `Item number ${number} of a backlog that has grown over the years`,
          description: "What is wanted, in a sentence or two, as people write them.",
          priority: number % 5,
          after: before === undefined ? undefined : [before],
        });
      }),
    );
    for (const item of made) {
      if (!item.ok) throw new Error(item.error.message);
      ids.push(item.value.id);
    }
  }
}

/** Medians of both, run alternately, so that whatever else the machine does falls on both alike. */
function inTurn(measured: () => number, baseline: () => number): { readonly value: number; readonly baseline: number } {
  const values: number[] = [];
  const baselines: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const pair = run % 2 === 0 ? [measured(), baseline()] : [baseline(), measured()].toReversed();
    if (run < 0) continue;
    values.push(pair[0] ?? 0);
    baselines.push(pair[1] ?? 0);
  }
  return { value: median(values), baseline: median(baselines) };
}

function time(file: string, args: readonly string[], env: NodeJS.ProcessEnv): number {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed: ${stderr.toString()}`);
  return ms;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
