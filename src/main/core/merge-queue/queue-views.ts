import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Batch } from "../../../shared/model/batch.ts";
import type { QueueSettings } from "../../../shared/model/queue-settings.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { Standing, Submission } from "../../../shared/model/submission.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { isOpenBatch } from "./line/batch-state.ts";
import { isUnderWay } from "./decide.ts";
import { inOrder } from "./line/order.ts";
import { isReviewed } from "./line/plan.ts";
import { noProject } from "./acts/queue-acts.ts";
import type { MergeRepository } from "./repository/repository.ts";

/** Ended submissions shown without being asked for all. */
const RECENT_MS = 24 * 60 * 60_000;

export interface QueueViewsDeps {
  readonly submissions: RecordTable<Submission>;
  readonly batches: RecordTable<Batch>;
  readonly clock: Clock;
  readonly repository: Pick<MergeRepository, "describe">;
  hasProject(name: string): boolean;
  projects(): readonly string[];
  isOff(project: string): boolean;
  isFrozen(): boolean;
  isPaused(project: string): boolean;
  settingsOf(project: string): Pick<QueueSettings, "review">;
  convoySince(item: string): number | undefined;
  /** Why a project's queue cannot go on, where it failed. */
  troubleOf(project: string): string | undefined;
  find(ref: string): Result<Submission, Failure<"submission-not-found">>;
}

export interface QueueViews {
  readonly handlers: SomeHandlers<"mq.list" | "mq.show">;
  /** What waits on the branch of that one, in the order in which it is to be taken. */
  lineOf(one: Submission): readonly Submission[];
}

/** How the queue is told to people: in the order in which things will land, with what keeps each one back. */
export function createQueueViews(deps: QueueViewsDeps): QueueViews {
  const { submissions, batches, clock, repository, convoySince, isOff, isPaused } = deps;

  const ordered = (some: Iterable<Submission>) => inOrder(some, { now: clock.now(), convoySince });

  const lineOf = ({ project, branch }: Pick<Submission, "project" | "branch">) =>
    ordered(
      [...submissions.values()].filter(
        (one) => one.project === project && one.branch === branch && one.state === "queued",
      ),
    );

  function obstacleOf(one: Submission): Standing["obstacle"] {
    const { project } = one;
    if (one.held !== undefined) return "held";
    if (one.state !== "queued") return one.state === "gating" || one.state === "landing" ? "in-batch" : undefined;
    if (isOff(project)) return "role-off";
    if (isPaused(project)) return "paused";
    return isReviewed(one, deps.settingsOf(project)) ? "turn" : "review";
  }

  function pausedBy(project: string): "frozen" | "role-off" | "user" {
    if (deps.isFrozen()) return "frozen";
    return isOff(project) ? "role-off" : "user";
  }

  function standingOf(one: Submission, position: number | undefined): Standing {
    const obstacle = obstacleOf(one);
    return {
      submission: one.id,
      ...(position === undefined ? {} : { position }),
      ...(obstacle === undefined ? {} : { obstacle }),
    };
  }

  /** Those under way: what is in a batch in the order of batches, then what waits its turn, then what waits for somebody. */
  function arrange(some: readonly Submission[], open: readonly Batch[]): readonly Submission[] {
    const members = open.flatMap((batch) => batch.members.map(({ submission }) => submission));
    const place = new Map(members.map((id, at) => [id, at]));
    const group = (one: Submission) =>
      place.has(one.id) ? 0 : one.state === "queued" || one.state === "preparing" ? 1 : 2;
    return ordered(some).toSorted((a, b) => group(a) - group(b) || (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  }

  function positions(some: readonly Submission[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    return new Map(
      some
        .filter(({ state }) => state === "queued")
        .map((one) => {
          const line = `${one.project} ${one.branch ?? ""}`;
          const position = (counts.get(line) ?? 0) + 1;
          counts.set(line, position);
          return [one.id, position];
        }),
    );
  }

  return {
    lineOf,
    handlers: {
      "mq.list": async (input) => {
        const { project, all = false } = input;
        if (project !== undefined && !deps.hasProject(project)) return noProject(project);
        const isWanted = (name: string) => project === undefined || project === name;
        const ours = [...submissions.values()].filter((one) => isWanted(one.project));
        const open = [...batches.values()].filter((one) => isWanted(one.project) && isOpenBatch(one));
        const underWay = arrange(ours.filter(isUnderWay), open);
        const since = clock.now() - RECENT_MS;
        const ended = ours.filter((one) => !isUnderWay(one) && (all || one.updatedAt >= since));
        const place = positions(underWay);
        return ok({
          submissions: [...underWay, ...ended.toSorted((a, b) => b.updatedAt - a.updatedAt).map(withoutGreenTails)],
          standings: underWay.map((one) => standingOf(one, place.get(one.id))),
          batches: open,
          paused: deps
            .projects()
            .filter((name) => isWanted(name) && isPaused(name))
            .map((name) => ({ project: name, by: pausedBy(name) })),
          troubles: deps
            .projects()
            .filter(isWanted)
            .flatMap((name) => {
              const message = deps.troubleOf(name);
              return message === undefined ? [] : [{ project: name, message }];
            }),
        });
      },
      "mq.show": async (input) => {
        const found = deps.find(input.submission);
        if (!found.ok) return found;
        const { value: one } = found;
        const { id, project, base, tip } = one;
        const place = lineOf(one).findIndex((other) => other.id === id);
        const standing = isUnderWay(one) ? { standing: standingOf(one, place < 0 ? undefined : place + 1) } : {};
        const itsBatches = [...batches.values()].filter(({ members }) =>
          members.some(({ submission }) => submission === id),
        );
        return ok({
          submission: one,
          ...standing,
          batches: itsBatches.toReversed(),
          ...(await repository.describe(project, base, tip)),
        });
      },
    },
  };
}

/** What green gates printed is told by `mq.show` and `mq.log`: thousands that have landed would make a list of many megabytes. */
function withoutGreenTails(one: Submission): Submission {
  if (one.state !== "landed" || one.gates.every(({ tail }) => tail === "")) return one;
  return { ...one, gates: one.gates.map((gate) => ({ ...gate, tail: "" })) };
}
