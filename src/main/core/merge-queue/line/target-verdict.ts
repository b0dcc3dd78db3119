import type { Batch } from "../../../../shared/model/batch.ts";
import { SUBMODULES } from "../gates/submodules.ts";

/**
 * Whether a gate is red on the target itself, without anybody's work.
 *  red     — it is: nobody is to blame
 *  fine    — it is green there, or the target does not even get as far as that gate
 *  running — it is being found out
 *  unknown — nobody asked lately
 */
export type TargetVerdict = "red" | "fine" | "running" | "unknown";

/** So long an answer counts: what a gate needs from outside may have come or gone since. */
export const TARGET_COUNTS_MS = 30 * 60_000;

export interface TargetQuestion {
  readonly commit: string;
  /** The gate that was red. */
  readonly gate: string;
  /** All gates as they are now, in their order. */
  readonly gates: readonly string[];
  readonly now: number;
  /** So often a red gate is run again before it is believed. */
  readonly retries: number;
  /** Runs whose answer the user does not take any more. */
  readonly distrusted: ReadonlySet<string>;
}

/**
 * What runs of that commit say, the newest first. One in which all was green when it landed counts as well; red counts once
 * it was red as often, one time after the other, as it has to be anywhere.
 */
export function verdictOnTarget(batches: Iterable<Batch>, question: TargetQuestion): TargetVerdict {
  const { commit, gate, gates, now, retries, distrusted } = question;
  const order = [SUBMODULES, ...gates];
  if (!order.includes(gate)) return "fine";
  const runs = [...batches]
    .flatMap((batch) => batch.runs)
    .filter((run) => run.commit === commit && run.state !== "cancelled" && !distrusted.has(run.id));
  if (runs.some(({ upTo, state }) => upTo === 0 && state === "running")) return "running";
  let reds = 0;
  // Of two that ended in the same instant, the one that began later is the newer.
  for (const run of runs.toReversed().toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))) {
    if (run.endedAt === undefined || now - run.endedAt >= TARGET_COUNTS_MS) continue;
    if (run.upTo > 0 && run.state !== "green") continue;
    const own = run.gates.findLast(({ name }) => name === gate);
    if (own !== undefined && own.exitCode !== 0) {
      reds += 1;
      if (reds > retries) return "red";
      continue;
    }
    const isLast = reds === 0;
    if (own !== undefined) return isLast ? "fine" : "unknown";
    const stopped = run.gates.findLast(({ exitCode }) => exitCode !== 0);
    // Whoever got further than the target has mended something, and has the rest to mend.
    const at = stopped === undefined ? -1 : order.indexOf(stopped.name);
    if (at >= 0 && at < order.indexOf(gate)) return isLast ? "fine" : "unknown";
  }
  return "unknown";
}

/** The gate that turned the first `upTo` members of a batch red the last time. */
export function redGateOf({ runs }: Pick<Batch, "runs">, upTo: number): string | undefined {
  const run = runs.findLast((one) => one.upTo === upTo && one.state === "red");
  return run?.gates.findLast(({ exitCode }) => exitCode !== 0)?.name;
}
