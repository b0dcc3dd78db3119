import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Gate } from "../../../../shared/model/project.ts";
import type { KeptGate, KeptRun } from "./kept-run.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import { writeFileAtomic } from "../../platform/fs/atomic-write.ts";
import { type GateLog, createGateLog } from "./log.ts";

/** What is kept of a run in its folder, beside the output. */
export const RUN_FILE = "run.json";

export interface RunOutputDeps {
  readonly clock: Clock;
  /** Nothing of it may turn a gate red: a full disk, a folder somebody removed. Told once a run. */
  readonly report: (error: unknown) => void;
  /** There is more to read, or to know, than before. */
  readonly onChange: () => void;
}

/** Facts and output of one run that is under way. The run is told by `facts` as it is at that moment. */
export interface RunOutput {
  readonly facts: KeptRun;
  /** Its output goes to the log; `end` without a result says that it was cancelled. */
  begin(index: number): { readonly log: GateLog; end(result: GateResult | undefined): Promise<void> };
  /** Resolves when all is written that could be. */
  finish(state: Exclude<KeptRun["state"], "running">): Promise<void>;
}

export function isGreen(result: GateResult): boolean {
  return result.exitCode === 0 && !result.timedOut;
}

/** Where the output of a run's gate is: by its place among the gates, since names may be alike in what a file name can hold. */
export function logFile(folder: string, index: number, gate: string): string {
  return path.join(folder, `${index + 1}-${gate.replace(/[^\p{L}\p{N}.-]+/gu, "_")}.log`);
}

export type NewRun = Omit<KeptRun, "state" | "startedAt" | "endedAt" | "gates">;

/** Begins to keep the output of a run in that folder, which it makes. */
export function createRunOutput(
  { clock, report, onChange }: RunOutputDeps,
  run: NewRun,
  { folder, gates }: { readonly folder: string; readonly gates: readonly Gate[] },
): RunOutput {
  let facts: KeptRun = {
    ...run,
    state: "running",
    startedAt: clock.now(),
    gates: gates.map(({ name, command }) => ({
      name,
      command: [...command],
      state: "pending",
      bytes: 0,
      omittedBytes: 0,
    })),
  };
  let hasTrouble = false;
  const trouble = (error: unknown) => {
    if (!hasTrouble) report(new Error(`The output of the run ${run.run} cannot be kept`, { cause: error }));
    hasTrouble = true;
  };
  const folderMade = mkdir(folder, { recursive: true, mode: 0o700 }).then(() => save(), trouble);

  function change(index: number, what: Partial<KeptGate>): void {
    facts = { ...facts, gates: facts.gates.map((gate, at) => (at === index ? { ...gate, ...what } : gate)) };
    onChange();
  }

  async function save(): Promise<void> {
    // Worked out anew from nothing: after a crash it may be old, which is to say lost.
    const text = `${JSON.stringify(facts)}\n`;
    await writeFileAtomic(path.join(folder, RUN_FILE), text, { durable: false }).catch(trouble);
  }

  return {
    get facts() {
      return facts;
    },
    begin(index) {
      const log = createGateLog({
        file: logFile(folder, index, gates[index]?.name ?? ""),
        after: folderMade,
        onGrown: () => change(index, { bytes: log.bytes }),
        onTrouble: trouble,
      });
      change(index, { state: "running", startedAt: clock.now() });
      return {
        log,
        async end(result) {
          await log.close();
          const state = result === undefined ? "cancelled" : isGreen(result) ? "green" : "red";
          const { bytes, omittedBytes } = log;
          change(index, { state, bytes, omittedBytes, ...(result === undefined ? {} : { result }) });
        },
      };
    },
    async finish(state) {
      facts = { ...facts, state, endedAt: clock.now() };
      await folderMade;
      await save();
      onChange();
    },
  };
}
