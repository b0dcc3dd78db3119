import type { GateRun } from "../../../shared/model/batch.ts";
import type { Gate } from "../../../shared/model/project.ts";
import type { GateResult } from "../../../shared/model/submission.ts";

/** waiting → running → green or red; or skipped, where one before it was red or the run was called off. */
export type GateLight = "waiting" | "running" | "green" | "red" | "skipped";

export interface GateProgress {
  readonly name: string;
  readonly light: GateLight;
  readonly result: GateResult | undefined;
  /** When it began, as far as can be told from what ended before it; in milliseconds since 1970. */
  readonly startedAt: number | undefined;
  /** How long it takes when it is green, in half of its runs; in milliseconds. */
  readonly usualMs: number | undefined;
}

/** How the gates of a run stand, in the order in which the project runs them. */
export function gateProgress(
  run: GateRun,
  gates: readonly Gate[],
  usualMs: ReadonlyMap<string, number | undefined>,
): readonly GateProgress[] {
  const results = new Map(run.gates.map((result) => [result.name, result]));
  const isOver = run.state !== "running";
  // A gate that was renamed or taken out meanwhile ran all the same.
  const left = run.gates.filter(({ name }) => !gates.some((gate) => gate.name === name));
  const listed: GateProgress[] = left.map((result) => ended(result, usualMs));
  let groupStart: number | undefined = run.startedAt;
  for (const group of together(gates)) {
    let end: number | undefined = groupStart;
    for (const { name } of group) {
      const result = results.get(name);
      if (result !== undefined) {
        listed.push(ended(result, usualMs));
        if (groupStart !== undefined && end !== undefined) end = Math.max(end, groupStart + result.ms);
        continue;
      }
      const light = isOver ? "skipped" : groupStart === undefined ? "waiting" : "running";
      const startedAt = light === "running" ? groupStart : undefined;
      listed.push({ name, light, result: undefined, startedAt, usualMs: usualMs.get(name) });
      end = undefined;
    }
    groupStart = end;
  }
  return listed;
}

/** From 0 to 1: how much of a gate is likely over. Never quite whole while it runs, however late it is. */
export function shareOver({ light, startedAt, usualMs }: GateProgress, now: number): number | undefined {
  if (light === "green" || light === "red") return 1;
  if (light !== "running") return 0;
  if (startedAt === undefined || usualMs === undefined || usualMs <= 0) return undefined;
  const share = Math.max(0, now - startedAt) / usualMs;
  // Up to nine tenths by the clock; what takes longer than usual creeps on.
  return share <= 0.9 ? share : 1 - 0.1 / (1 + (share - 0.9) * 4);
}

function ended(result: GateResult, usualMs: ReadonlyMap<string, number | undefined>): GateProgress {
  return {
    name: result.name,
    light: isGreen(result) ? "green" : "red",
    result,
    startedAt: undefined,
    usualMs: usualMs.get(result.name),
  };
}

export function isGreen({ exitCode, timedOut }: GateResult): boolean {
  return exitCode === 0 && !timedOut;
}

/** Gates that begin at the same time. */
function together(gates: readonly Gate[]): readonly (readonly Gate[])[] {
  const groups: Gate[][] = [];
  for (const gate of gates) {
    const last = groups.at(-1);
    if (gate.alongside === true && last !== undefined) last.push(gate);
    else groups.push([gate]);
  }
  return groups;
}
