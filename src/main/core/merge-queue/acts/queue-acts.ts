import type { SomeHandlers } from "../../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import { holdSubmission, releaseSubmission, retrySubmission, submissionEvent } from "../decide.ts";
import { placesFor } from "../line/order.ts";
import { type QueueState, setPaused } from "../queue-state.ts";

type Refused = Failure<"submission-not-found" | "wrong-transition">;

export interface QueueActsDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly queues: RecordTable<QueueState>;
  hasProject(name: string): boolean;
  isPaused(project: string): boolean;
  ofItem(item: string): readonly Submission[];
  /** What waits on the branch of that one, in the order in which it is to be taken. */
  lineOf(one: Submission): readonly Submission[];
  consequencesOfRetry(one: Submission, by: IdentityPath): readonly NewEvent[];
  find(ref: string): Result<Submission, Failure<"submission-not-found">>;
  wake(project: string): void;
  /** Lets what waits for another target go on too. */
  goOn(project: string): void;
}

export function noProject(name: string): Result<never, Failure<"project-not-found">> {
  return fail("project-not-found", `There is no project ${JSON.stringify(name)}.`, {
    remedy: "List them with `drover project list`.",
  });
}

/** What people do to a queue. Each is one decision over the records as they are; the coordinator acts on what it finds then. */
export function queueActs(
  deps: QueueActsDeps,
): SomeHandlers<"mq.retry" | "mq.hold" | "mq.release" | "mq.reorder" | "mq.pause" | "mq.resume"> {
  const { store, submissions, queues, find, wake } = deps;

  async function act(ref: string, decide: (one: Submission) => Result<readonly NewEvent[], Refused>) {
    const done = await store.commit<Submission, Refused>(() => {
      const found = find(ref);
      if (!found.ok) return found;
      const events = decide(found.value);
      if (!events.ok) return events;
      return ok({ events: events.value, result: () => submissions.get(found.value.id) ?? found.value });
    });
    if (done.ok) wake(done.value.project);
    return done;
  }

  async function pause(project: string, paused: boolean, by: IdentityPath) {
    if (!deps.hasProject(project)) return noProject(project);
    const done = await store.commit<{ paused: boolean }, never>(() =>
      ok({
        events: setPaused(project, queues.get(project), paused, by),
        result: () => ({ paused: deps.isPaused(project) }),
      }),
    );
    if (paused) wake(project);
    else deps.goOn(project);
    return done;
  }

  return {
    "mq.retry": async (input, caller) =>
      act(input.submission, (one) => {
        const events = retrySubmission(one, deps.ofItem(one.item), caller.identity);
        if (!events.ok) return events;
        const also = one.state === "sent-back" ? deps.consequencesOfRetry(one, caller.identity) : [];
        return ok([...events.value, ...also]);
      }),
    "mq.hold": async (input, caller) =>
      act(input.submission, (one) => holdSubmission(one, input.reason, caller.identity)),
    "mq.release": async (input, caller) => act(input.submission, (one) => releaseSubmission(one, caller.identity)),
    "mq.reorder": async (input, caller) =>
      act(input.submission, (one) => {
        const to = resolveGoal(input.to, deps, one);
        if (!to.ok) return to;
        if (one.state !== "queued") {
          return fail("wrong-transition", `${one.id} is ${one.state}; only what waits its turn has a place.`);
        }
        const line = deps.lineOf(one);
        return ok(
          [...placesFor(one, to.value, line)].flatMap(([id, place]) => {
            const moved = submissions.get(id);
            const data = place === undefined ? {} : { place };
            return moved === undefined ? [] : [submissionEvent(moved, "submissionPlaced", data, caller.identity)];
          }),
        );
      }),
    "mq.pause": async (input, caller) => pause(input.project, true, caller.identity),
    "mq.resume": async (input, caller) => pause(input.project, false, caller.identity),
  };
}

type Goal = Parameters<typeof placesFor>[1];

/** The one that it is to stand beside has to wait on the same branch. */
function resolveGoal(
  to: Goal,
  { find, lineOf }: Pick<QueueActsDeps, "find" | "lineOf">,
  one: Submission,
): Result<Goal, Refused> {
  if (typeof to === "string") return ok(to);
  const beside = find("before" in to ? to.before : to.after);
  if (!beside.ok) return beside;
  const { id, state } = beside.value;
  if (id === one.id) return fail("wrong-transition", `${id} cannot stand beside itself.`);
  if (!lineOf(one).some((other) => other.id === id)) {
    return fail(
      "wrong-transition",
      `${id} is ${state}, or for another branch: it does not wait in the same line as ${one.id}.`,
    );
  }
  return ok("before" in to ? { before: id } : { after: id });
}
