import type { Batch, GateRun } from "../../shared/model/batch.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { duration } from "./time.ts";

const RUN_TONES: Readonly<Record<GateRun["state"], Tone>> = {
  running: "magenta",
  green: "green",
  red: "red",
  cancelled: "dim",
};

/** Batches at work, each with its members and its runs; nothing where there are none. */
export function batchLanes(batches: readonly Batch[], style: Style): string {
  if (batches.length === 0) return "";
  return `\n${style("bold", "Batches")}\n${batches.map((one) => batchCard(one, style)).join("")}`;
}

export function batchCard(one: Batch, style: Style): string {
  const { id, state, onto, after, members, culprits } = one;
  const stackedOn = after === undefined ? onto.slice(0, 8) : after;
  const who = members.map(({ submission }) => (culprits.includes(submission) ? style("red", submission) : submission));
  const head = `${style("cyan", id)}  ${state} on ${stackedOn}  ${who.join(" ")}\n`;
  return head + one.runs.map((run) => runLine(run, members.length, style)).join("");
}

function runLine(run: GateRun, size: number, style: Style): string {
  const { lane, state, upTo, attempt, gates, startedAt, endedAt } = run;
  const what = upTo === 0 ? "the target itself" : upTo === size ? (size === 1 ? "" : `all ${size}`) : `first ${upTo}`;
  const words = [
    `  lane ${lane ?? "?"}`,
    what,
    attempt > 1 ? `attempt ${attempt}` : "",
    style(RUN_TONES[state], state),
    endedAt === undefined ? "" : duration(endedAt - startedAt),
    ...gates.map(
      ({ name, exitCode }) => `${exitCode === 0 ? style("green", "✓") : style("red", "✗")} ${neutralise(name)}`,
    ),
  ];
  return `${words.filter((word) => word !== "").join("  ")}  ${style("dim", run.id)}\n`;
}
