import type { Batch } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { shortId } from "../../base/short-id.ts";
import { batchEvent } from "./batch-state.ts";
import type { StepDeps } from "./coordinator-deps.ts";
import { dropBatch, record, withFlakes } from "./deeds.ts";
import type { Line } from "./line.ts";
import type { Deed } from "./plan.ts";

/** Runs the gates on the first `upTo` members of a batch, or on what it is stacked on, and records what they say as long as anybody wants to know. */
export function gateBatch(
  deps: StepDeps,
  line: Line,
  { batch, upTo, lane, until }: Extract<Deed, { readonly kind: "run" }>,
): void {
  const { store, batches, lanes, stacker, project, begin, isStopped } = deps;
  const commit = upTo === 0 ? batch.onto : batch.members[upTo - 1]?.commit;
  if (commit === undefined) throw new Error(`${batch.id} has no member ${upTo}.`);
  const id = shortId("run", (taken) => line.runs.has(taken), 8);
  const attempt = batch.runs.filter((run) => run.upTo === upTo && run.state !== "cancelled").length + 1;
  const stop = new AbortController();

  const noteOnce = (decide: (now: Batch) => readonly NewEvent[]) =>
    record(store, () => {
      const now = batches.get(batch.id);
      const isAwaited = now?.runs.some((run) => run.id === id && run.state === "running") === true;
      return isAwaited ? decide(now) : [];
    });

  const run = async (): Promise<void> => {
    const begun = record(store, () => [
      batchEvent(batch, "gateRunStarted", { run: { id, commit, upTo, attempt, lane } }),
    ]);
    const outcome = await lanes.run({
      project,
      run: id,
      batch: batch.id,
      commit,
      lane,
      attempt,
      ...(until === undefined ? {} : { until }),
      signal: stop.signal,
      onGate(result) {
        begin(() =>
          noteOnce((now) => [
            batchEvent(batch, "gateRunGate", { run: id, result: withFlakes(result, now, { id, upTo }) }),
          ]),
        );
      },
    });
    await begun;
    // What a closing core broke off is found and begun again by the next one.
    if (isStopped() && outcome.state === "cancelled") return;
    // In one step with the record: whoever looks at it finds the lane free.
    line.runs.delete(id);
    await noteOnce((now) => {
      const gates = outcome.gates.map((result) => withFlakes(result, now, { id, upTo }));
      return [batchEvent(batch, "gateRunEnded", { run: id, state: outcome.state, gates })];
    });
    deps.ran();
  };

  line.runs.set(id, { lane, stop });
  begin(async () => {
    try {
      await run();
    } catch (error) {
      // Before anything is noted, which takes a while on a slow disk: what goes back in line is not begun at once again.
      deps.broke(error);
      // The commit may be gone, or its work tree: everything is prepared afresh.
      stacker.forget();
      const why = `It could not be gated: ${error instanceof Error ? error.message : String(error)}`;
      await noteOnce((now) => dropBatch(deps, line, now, why));
    } finally {
      line.runs.delete(id);
    }
  });
}
