import type { Batch } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { StepDeps } from "./coordinator-deps.ts";
import { submissionEvent } from "../decide.ts";
import { record } from "./deeds.ts";
import type { Line } from "./line.ts";
import type { Deed, LineState } from "./plan.ts";
import type { LeftOut } from "./stack.ts";

/** So long a target that was seen or made is taken for the newest. */
const KNOWN_TARGET_MS = 5_000;

interface Order {
  readonly deed: Extract<Deed, { readonly kind: "stack" }>;
  readonly state: LineState;
}

/** Puts the next ones on top of one another, so that they are ready when a lane is; who cannot come along is sent on its way. */
export function stackNext(deps: StepDeps, line: Line, order: Order): void {
  line.stacking = order.deed.key;
  deps.begin(async () => {
    try {
      await stack(deps, line, order);
    } catch (error) {
      deps.stacker.forget();
      throw error;
    } finally {
      line.stacking = undefined;
      line.inStack.clear();
    }
  });
}

async function stack(deps: StepDeps, line: Line, { deed, state }: Order): Promise<void> {
  const { project, stacker, store, clock, repository, batches, lanes, settingsOf, isStopped } = deps;
  const { base, candidates } = deed;
  const age = line.moved === 0 ? { maxAgeMs: KNOWN_TARGET_MS } : {};
  const target = await repository.fetchTarget(project, line.branch, age);
  if (isStopped()) return;
  if (!target.ok) return await waitFor(deps, candidates, target.error.message);
  line.target = target.value;
  const isDue = state.freeLanes.length > 0;
  const { stack: ready, left } = await stacker.stack({
    ...deed,
    project,
    isStopped,
    preVerified: settingsOf(project).preVerified,
    target: target.value,
    size: state.settings.batch,
    now: clock.now(),
    isAlone: ({ batch }) => isContradictory(batch === undefined ? undefined : batches.get(batch)),
    picked(ones) {
      if (isDue) notePreparing(deps, line, { ones, onto: base.onto ?? target.value });
    },
  });
  if (isStopped()) return;
  line.ready = ready;
  const next = ready.members.at(-1)?.commit;
  const isFull = line.runs.size >= settingsOf(project).parallel;
  if (isFull && next !== undefined) lanes.expect?.(project, next);
  if (left.length > 0) await record(store, () => leave(deps, left, target.value));
}

function notePreparing(
  { store, submissions, begin }: StepDeps,
  line: Line,
  { ones, onto }: { readonly ones: readonly Submission[]; readonly onto: string },
): void {
  for (const { id } of ones) line.inStack.add(id);
  begin(() =>
    record(store, () =>
      ones
        .filter(({ id }) => submissions.get(id)?.state === "queued")
        .map((one) => submissionEvent(one, "submissionPreparing", { onto })),
    ),
  );
}

/** What does not go onto the target as it is, unless it went another way meanwhile. */
function leave(deps: StepDeps, left: readonly LeftOut[], target: string): readonly NewEvent[] {
  const { submissions, conflicts, consequencesOfLanding } = deps;
  return left.flatMap(({ one: { id, tip }, preparation, landed = target }) => {
    const one = submissions.get(id);
    if (one === undefined || one.tip !== tip || (one.state !== "queued" && one.state !== "preparing")) return [];
    switch (preparation.kind) {
      case "conflict":
        return conflicts.conflicted(one, preparation.conflict);
      case "nothing-left":
        return [submissionEvent(one, "submissionLanded", { commit: landed }), ...consequencesOfLanding(one, landed)];
      case "blocked":
        deps.waits();
        return [submissionEvent(one, "submissionWaiting", { reason: preparation.reason })];
    }
  });
}

async function waitFor(deps: StepDeps, seen: readonly Submission[], reason: string): Promise<void> {
  const { store, submissions, waits } = deps;
  await record(store, () =>
    seen
      .filter(({ id }) => ["queued", "preparing"].includes(submissions.get(id)?.state ?? ""))
      .map((one) => submissionEvent(one, "submissionWaiting", { reason })),
  );
  waits();
}

/** Its runs contradicted one another: what was in it is gated one by one. */
function isContradictory(batch: Batch | undefined): boolean {
  if (batch === undefined || batch.culprits.length > 0 || batch.lands === undefined) return false;
  return batch.lands < batch.members.length;
}
