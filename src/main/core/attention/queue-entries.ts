import { shortName } from "../../../shared/model/identity.ts";
import type { AttentionKind } from "../../../shared/model/attention.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { type Draft, withHeldUp } from "./draft.ts";
import type { AttentionFacts } from "./facts.ts";

/** Submissions that wait for the user, and queues in which nothing lands. Pure. */
export function queueEntries(facts: AttentionFacts): readonly Draft[] {
  const inReview = new Set(
    facts.standings.filter(({ obstacle }) => obstacle === "review").map(({ submission }) => submission),
  );
  const waiting = facts.submissions.flatMap((one) => {
    const reason = waitingFor(one, inReview.has(one.id));
    return reason === undefined ? [] : [entryOf(one, reason, facts)];
  });
  return [...waiting, ...facts.queueTroubles.map((trouble) => troubleEntry(trouble, facts))];
}

interface Wait {
  readonly kind: AttentionKind;
  readonly title: string;
  readonly why: string;
}

function waitingFor(one: Submission, isInReview: boolean): Wait | undefined {
  const { item, agent, conflicts, reason = "It waits for you.", waitsFor, held } = one;
  if (held !== undefined) return undefined;
  if (isInReview) {
    return {
      kind: "review",
      title: `${item} waits for your review`,
      why: `${shortName(agent)} handed it in; it lands once it is approved.`,
    };
  }
  // A red target is one trouble, however many wait for another one.
  if (one.state !== "waiting" || waitsFor === "target") return undefined;
  if (waitsFor !== "user") {
    // What is to be allowed is a button or a command of the face; the first line says what it is about.
    const why = one.consent === undefined ? reason : (reason.split("\n")[0] ?? reason);
    return { kind: "room", title: `${item} cannot land yet`, why };
  }
  return conflicts.length > 0
    ? { kind: "conflict", title: `${item} conflicts with what has landed`, why: reason }
    : { kind: "decision", title: `${item} waits for your decision`, why: reason };
}

function entryOf(one: Submission, wait: Wait, facts: AttentionFacts): Draft {
  const { id, project, item, agent, conflicts, tip, updatedAt, submittedAt } = one;
  // Only what waits for room keeps back what stands behind it; anything else is stepped around.
  const behind =
    wait.kind === "room"
      ? facts.submissions.filter((other) => other.project === project && other.branch === one.branch).length
      : 1;
  const itemTitle = facts.titleOf(item);
  const failed = one.gates.filter(({ exitCode }) => exitCode !== 0).map(({ name, exitCode }) => `${name}: ${exitCode}`);
  return withHeldUp(
    {
      id: `submission:${id}`,
      ...wait,
      evidence: [...conflicts, ...failed],
      // One that waits for room is tried again and again; it has waited since it was handed in.
      since: wait.kind === "room" ? submittedAt : updatedAt,
      project,
      agent,
      item,
      ...(itemTitle === undefined ? {} : { itemTitle }),
      submission: id,
      ...(one.consent === undefined ? {} : { consent: one.consent }),
      about: { kind: "submission", id },
      mark: `${wait.kind} ${tip}`,
    },
    { items: [item], submissions: behind },
    facts,
  );
}

function troubleEntry(
  { project, message, since }: AttentionFacts["queueTroubles"][number],
  facts: AttentionFacts,
): Draft {
  const stuck = facts.submissions.filter((one) => one.project === project);
  return withHeldUp(
    {
      id: `queue:${project}`,
      kind: "queue",
      title: `Nothing lands in ${project}`,
      why: message,
      evidence: [],
      since,
      project,
      about: { kind: "project", id: project },
      mark: message,
      remedy: "Put right what it says; the queue tries again by itself.",
    },
    { items: stuck.map(({ item }) => item), submissions: stuck.length },
    facts,
  );
}
