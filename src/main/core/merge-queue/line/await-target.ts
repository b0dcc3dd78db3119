import type { Batch } from "../../../../shared/model/batch.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { submissionEvent } from "../decide.ts";
import { SUBMODULES } from "../gates/submodules.ts";
import { batchEvent } from "./batch-state.ts";
import { type QueueRecords, membersOf, record, redRunOf, stopRuns } from "./deeds.ts";
import type { Line } from "./line.ts";

export interface AwaitTargetDeps extends QueueRecords {
  readonly project: string;
  /** What the project's target branch is called. */
  targetOf(project: string): string;
  /** The target is to be looked at again later. */
  waits(): void;
}

/** The target itself is red at that gate: the first member waits for another target, those behind it go back in line. */
export async function awaitTarget(
  deps: AwaitTargetDeps,
  line: Line,
  { batch, gate }: { readonly batch: Batch; readonly gate: string },
): Promise<void> {
  const { store } = deps;
  await record(store, () => {
    const reason = whyNobody(deps, batch, gate);
    return [
      ...stopRuns(line, batch, batch.runs),
      // Not split: nothing is known against any of them, so that they are stacked as others are once the target has moved.
      batchEvent(batch, "batchDropped", { reason }),
      ...membersOf(deps, batch).map((one) =>
        one.id === batch.members[0]?.submission
          ? submissionEvent(one, "submissionWaiting", { reason, waitsFor: "target" })
          : submissionEvent(one, "submissionRequeued", {}),
      ),
    ];
  });
  deps.waits();
}

function whyNobody({ project, submissions, targetOf }: AwaitTargetDeps, batch: Batch, gate: string): string {
  const branch = batch.branch ?? targetOf(project);
  const landed = [...submissions.values()].filter((one) => one.project === project && one.landed === batch.onto);
  const tail = (redRunOf(batch, 0) ?? redRunOf(batch, 1))?.gates.findLast(({ exitCode }) => exitCode !== 0)?.tail ?? "";
  const by = landed.length === 0 ? "" : `, landed for ${landed.map(({ item }) => item).join(", ")}`;
  return (
    `${branch} itself ${gate === SUBMODULES ? "has submodules that cannot be checked out" : `is red at “${gate}”`} (commit ${batch.onto.slice(0, 8)}${by}): nobody is sent back for it. ` +
    `What mends it lands as always; the rest goes on when ${branch} moves, or by drover mq resume ${project}\n\n${tail}`
  );
}

export function waitsForTarget({ state, waitsFor }: Pick<Submission, "state" | "waitsFor">): boolean {
  return state === "waiting" && waitsFor === "target";
}

/** Why nothing but what mends the target lands in a project, in a line; undefined where no target is red. */
export function redTargetOf(submissions: Iterable<Submission>, project: string): string | undefined {
  const waiting = [...submissions].find((one) => one.project === project && waitsForTarget(one));
  return waiting?.reason?.split("\n", 1)[0];
}
