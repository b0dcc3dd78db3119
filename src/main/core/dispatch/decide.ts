import { z } from "zod";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { identityPath, name, timestamp } from "../../../shared/model/primitives.ts";
import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** Whose hook an item is meant for: a named agent's, or that of a worker made for it. */
const aim = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent"), agent: identityPath }),
  z.object({ kind: z.literal("worker"), runtime: z.string().optional() }),
]);
export type Aim = z.infer<typeof aim>;

/**
 * An item that was slung. waiting — for its blockers, for a free worker, or for its turn; hooked — on a hook or in the queue
 * behind one; ended — landed or closed; withdrawn — taken off by a person, and not slung again by its convoy. Keyed by the
 * item: it is never on two hooks.
 */
const assignment = z.object({
  item: z.string(),
  project: name,
  aim,
  state: z.enum(["waiting", "hooked", "ended", "withdrawn"]),
  agent: identityPath.optional(),
  slungAt: timestamp,
});
export type Assignment = z.infer<typeof assignment>;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type AssignmentEvent =
  | LedgerEvent<
      "itemSlung",
      { readonly aim: Aim; /** Without it the ledger is the project's. */ readonly project?: string }
    >
  | LedgerEvent<"itemHooked", { readonly agent: IdentityPath }>
  | LedgerEvent<"itemUnslung" | "assignmentEnded", Record<string, never>>;

export const assignmentKind: RecordKind<Assignment> = {
  kind: "assignment",
  isLocal: true,
  schema: assignment.loose(),
  reduce(record, raw) {
    const event = raw as AssignmentEvent;
    if (event.type === "itemSlung") {
      const { aim, project = event.ledger } = event.data;
      return { item: event.subject, project, aim, state: "waiting", slungAt: event.at };
    }
    if (record === undefined) return undefined;
    switch (event.type) {
      case "itemHooked":
        return { ...record, state: "hooked", agent: event.data.agent };
      case "itemUnslung":
        return { ...record, state: "withdrawn" };
      case "assignmentEnded":
        return { ...record, state: "ended" };
      default:
        return record;
    }
  },
};

export function isLive(one: Assignment | undefined): one is Assignment {
  return one?.state === "waiting" || one?.state === "hooked";
}

/** What of an item decides whether it can be slung. */
export interface SlingFacts {
  readonly id: string;
  readonly project: string | undefined;
  readonly isClosed: boolean;
  readonly type: string;
  readonly isSubmitted: boolean;
  readonly assignee: IdentityPath | undefined;
}

type SlingError = "item-not-ready" | "item-closed" | "item-taken" | "item-in-queue" | "no-repository" | "wrong-project";

export interface Sling {
  readonly item: SlingFacts;
  readonly aim: Aim;
  /** The project of the agent or worker it is meant for, where one was named. */
  readonly aimProject: string | undefined;
  /** The item's assignment so far. */
  readonly before: Assignment | undefined;
  readonly by: IdentityPath;
}

/** An item that waits already is aimed anew; one on a hook is refused. */
export function sling({ item, aim, aimProject, before, by }: Sling): Result<readonly NewEvent[], Failure<SlingError>> {
  const { project } = item;
  if (project === undefined) {
    return fail("no-repository", `${item.id} belongs to the workspace, which has no repository to work in.`, {
      remedy: "Create the item in a project, then sling it.",
    });
  }
  if (aimProject !== undefined && aimProject !== project) {
    return fail("wrong-project", `${item.id} belongs to ${project}; it cannot be worked on in ${aimProject}.`);
  }
  if (item.isClosed) {
    return fail("item-closed", `${item.id} is closed.`, { remedy: `Open it again first: drover reopen ${item.id}` });
  }
  if (TYPES_WITHOUT_WORK.includes(item.type)) {
    return fail("item-not-ready", `${item.id} is a ${item.type}, which is no work for an agent.`, {
      remedy: `Close it when it is settled: drover close ${item.id}; or, if it is work: drover edit ${item.id} --type task`,
    });
  }
  if (item.isSubmitted) {
    return fail("item-in-queue", `${item.id} is in the merge queue already.`, { remedy: "See `drover mq list`." });
  }
  if (before?.state === "hooked") {
    return fail("item-taken", `${item.id} is on the hook of ${before.agent ?? "an agent"}.`, {
      remedy: `Take it off first: drover unsling ${item.id}`,
    });
  }
  if (item.assignee !== undefined && before?.state !== "waiting") {
    return fail("item-taken", `${item.id} belongs to ${item.assignee}.`, {
      remedy: `Make it nobody's first: drover update ${item.id} --assignee none`,
    });
  }
  return ok([assignmentEvent(item, "itemSlung", { aim, project }, by)]);
}

export function assignmentEvent(
  item: { readonly id: string },
  type: AssignmentEvent["type"],
  data: unknown,
  actor: IdentityPath,
): NewEvent {
  return { ledger: "workspace", kind: "assignment", subject: item.id, type, actor, data };
}
