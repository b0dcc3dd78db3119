import type { OutputOf } from "../../../../shared/contract/contract.ts";
import type { KeptGate, KeptRun } from "./kept-run.ts";

type GateHistory = OutputOf<"mq.gates">["gates"][number];

/**
 * How the gates of those names fared in these runs of one project. A gate that said another thing than just before of one and the
 * same commit is flaky.
 */
export function gateHistories(names: readonly string[], runs: readonly KeptRun[]): readonly GateHistory[] {
  const oldestFirst = runs.toSorted((a, b) => a.startedAt - b.startedAt);
  return names.map((name) => historyOf(name, oldestFirst));
}

function historyOf(name: string, runs: readonly KeptRun[]): GateHistory {
  const before = new Map<string, KeptGate["state"]>();
  const green: number[] = [];
  let reds = 0;
  let flakes = 0;
  let lastFlakeAt: number | undefined;
  for (const run of runs) {
    const gate = run.gates.find((one) => one.name === name && one.result !== undefined);
    if (gate?.result === undefined) continue;
    if (gate.state === "green") green.push(gate.result.ms);
    else reds += 1;
    const earlier = before.get(run.commit);
    if (earlier !== undefined && earlier !== gate.state) {
      flakes += 1;
      lastFlakeAt = run.endedAt ?? run.startedAt;
    }
    before.set(run.commit, gate.state);
  }
  const middle = median(green);
  return {
    name,
    runs: green.length + reds,
    reds,
    flakes,
    ...(middle === undefined ? {} : { medianMs: middle }),
    ...(lastFlakeAt === undefined ? {} : { lastFlakeAt }),
  };
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
