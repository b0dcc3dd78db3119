import { readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type KeptRun, keptRun } from "./kept-run.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import type { Clock } from "../../base/clock.ts";
import { isMissing } from "../../platform/fs/exists.ts";
import { RUN_FILE, type NewRun, type RunOutput, createRunOutput } from "./output.ts";

/** What is kept of a project's runs at most. The newest go on being kept whatever they weigh, as long as they run. */
export interface OutputLimits {
  readonly runs: number;
  readonly bytes: number;
  readonly ageMs: number;
}

export const OUTPUT_LIMITS: OutputLimits = {
  runs: 300,
  bytes: 512 * 1024 * 1024,
  ageMs: 14 * 24 * 60 * 60_000,
};

export interface GateOutputsDeps {
  /** One folder a run, of files of this machine: nothing else lies there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly limits?: OutputLimits;
  readonly report: (error: unknown) => void;
}

/** The output of runs: those under way, and those kept. */
export interface GateOutputs extends AsyncDisposable {
  begin(run: NewRun, gates: readonly Gate[]): RunOutput;
  /** As it is at that moment. Undefined where nothing is kept of it. */
  get(run: string): KeptRun | undefined;
  /** All that are kept, newest first. */
  list(): readonly KeptRun[];
  folderOf(run: string): string;
  /** Calls back each time there is more to read of a run, or it has ended. */
  watch(run: string, changed: () => void): Disposable;
  /** Resolves when what an earlier core left is known. Until then nothing of it is told. */
  readonly loaded: Promise<void>;
}

/** Takes up what an earlier core left: its unfinished runs are lost, and what is too old goes. */
export function createGateOutputs(deps: GateOutputsDeps): GateOutputs {
  const { folder, clock, limits = OUTPUT_LIMITS, report } = deps;
  const ended = new Map<string, KeptRun>();
  const live = new Map<string, RunOutput>();
  const watchers = new Map<string, Set<() => void>>();
  let tidying: Promise<void> = Promise.resolve();

  const folderOf = (run: string) => path.join(folder, run);
  const newestFirst = () => [...ended.values()].toReversed().toSorted((a, b) => b.startedAt - a.startedAt);

  function changed(run: string): void {
    for (const tell of watchers.get(run) ?? []) tell();
  }

  async function load(): Promise<void> {
    for (const name of await namesIn(folder)) {
      if (live.has(name)) continue;
      const run = await readRun(path.join(folder, name));
      if (run?.run === name) ended.set(name, run.state === "running" ? { ...run, state: "lost" } : run);
      else if (await isOlder(path.join(folder, name), clock.now() - limits.ageMs)) await remove(name);
    }
    await tidy();
  }

  async function tidy(): Promise<void> {
    const seen = new Map<string, { runs: number; bytes: number }>();
    for (const run of newestFirst()) {
      const before = seen.get(run.project) ?? { runs: 0, bytes: 0 };
      const now = { runs: before.runs + 1, bytes: before.bytes + bytesOf(run) };
      seen.set(run.project, now);
      const isTooOld = run.startedAt < clock.now() - limits.ageMs;
      // The newest stays, however long it is: somebody may want to see just that.
      if (now.runs > 1 && (isTooOld || now.runs > limits.runs || now.bytes > limits.bytes)) await remove(run.run);
    }
  }

  async function remove(run: string): Promise<void> {
    ended.delete(run);
    await rm(folderOf(run), { recursive: true, force: true });
  }

  const loaded = load().catch(report);
  return {
    loaded,
    folderOf,
    begin(run, gates) {
      if (!/^[\w-]+$/.test(run.run)) throw new TypeError(`Not a name for a run: ${JSON.stringify(run.run)}`);
      const onChange = () => changed(run.run);
      const output = createRunOutput({ clock, report, onChange }, run, { folder: folderOf(run.run), gates });
      live.set(run.run, output);
      return {
        get facts() {
          return output.facts;
        },
        begin: (index) => output.begin(index),
        async finish(state) {
          await output.finish(state);
          ended.set(run.run, output.facts);
          live.delete(run.run);
          tidying = tidying.then(tidy).catch(report);
        },
      };
    },
    get: (run) => live.get(run)?.facts ?? ended.get(run),
    list: () => [...[...live.values()].map(({ facts }) => facts).toReversed(), ...newestFirst()],
    watch(run, callback) {
      const all = watchers.get(run) ?? new Set();
      watchers.set(run, all.add(callback));
      return {
        [Symbol.dispose]() {
          all.delete(callback);
          if (all.size === 0) watchers.delete(run);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await loaded;
      await tidying;
    },
  };
}

const bytesOf = (run: KeptRun): number => run.gates.reduce((sum, { bytes }) => sum + bytes, 0);

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Undefined for what is no folder of a run, or one whose facts were never written or cannot be read. */
async function readRun(folder: string): Promise<KeptRun | undefined> {
  try {
    const parsed = keptRun.safeParse(JSON.parse(await readFile(path.join(folder, RUN_FILE), "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function isOlder(file: string, than: number): Promise<boolean> {
  return (await stat(file)).mtimeMs < than;
}
