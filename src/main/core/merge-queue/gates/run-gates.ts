import type { Gate } from "../../../../shared/model/project.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import { type RunOutput, isGreen } from "./output.ts";
import { type GateRunnerDeps, runGate } from "./run-gate.ts";

export interface AllGates {
  readonly gates: readonly Gate[];
  readonly commit: string;
  readonly lane: number;
  /** The lane's work tree, with that commit in it. */
  readonly folder: string;
  readonly output: RunOutput;
  readonly signal: AbortSignal;
  readonly onGate: (result: GateResult) => void;
}

export interface RunOutcome {
  readonly state: "green" | "red" | "cancelled";
  readonly gates: readonly GateResult[];
}

/**
 * Runs gates in their order, those marked `alongside` together with the one before. A red one ends those beside it, and the rest
 * does not begin. Rejects when what starts processes has died; nothing runs any more then either.
 */
export async function runGates(deps: GateRunnerDeps, all: AllGates): Promise<RunOutcome> {
  const results: GateResult[] = [];
  for (const group of groupsOf(all.gates)) {
    const halt = new AbortController();
    const signal = AbortSignal.any([all.signal, halt.signal]);
    const ended = await Promise.allSettled(
      group.map(async (index) => {
        const result = await runOne(deps, { ...all, signal }, index).catch((error: unknown) => {
          halt.abort();
          throw error;
        });
        if (result === undefined) return;
        if (!isGreen(result)) halt.abort();
        results.push(result);
        all.onGate(result);
      }),
    );
    for (const one of ended) if (one.status === "rejected") throw one.reason;
    if (results.some((result) => !isGreen(result))) return { state: "red", gates: results };
    if (all.signal.aborted) return { state: "cancelled", gates: results };
  }
  return { state: "green", gates: results };
}

async function runOne(deps: GateRunnerDeps, all: AllGates, index: number): Promise<GateResult | undefined> {
  const gate = all.gates[index];
  if (gate === undefined) return undefined;
  const { commit, lane, folder, signal } = all;
  const { log, end } = all.output.begin(index);
  let result: GateResult | undefined;
  try {
    result = await runGate(deps, { gate, commit, lane, folder, log, signal });
    return result;
  } finally {
    await end(result);
  }
}

/** Places of gates that are started together. */
function groupsOf(gates: readonly Gate[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const [index, { alongside = false }] of gates.entries()) {
    const last = groups.at(-1);
    if (alongside && last !== undefined) last.push(index);
    else groups.push([index]);
  }
  return groups;
}
