import { z } from "zod";
import { integration } from "../model/integration.ts";
import { commitId, name } from "../model/primitives.ts";
import { itemRef } from "./item.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** Short names as git takes them; what git itself refuses is refused later, with its reason. */
const branchName = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}._/-]{0,180}$/u, "A branch's name is made of letters, digits and . _ / -");

export const integrationView = integration.extend({
  title: z.string(),
  /** The branch that it is to land on. */
  target: z.string(),
  /** Items below the epic, at any depth, that are not closed. */
  open: z.array(z.string()),
  /** Submissions under way onto it. */
  arriving: z.array(z.string()),
  /** The submission by which it lands, or is brought up to the target, where one is under way. */
  submission: z.string().optional(),
  /** In words: how far it is, and what it waits for. */
  standing: z.string(),
});
export type IntegrationView = z.infer<typeof integrationView>;

export const integrationCreate = request({
  name: "integration.create",
  summary:
    "Let an epic gather on a branch of its own: what is done below it lands there, and all of it lands on the target as one.",
  input: z.strictObject({
    epic: itemRef,
    /** On the origin; `integration/<epic>` where it is left out. */
    branch: branchName.optional(),
    /** Lands by itself once all below the epic is closed. */
    auto: z.boolean().optional(),
  }),
  output: integrationView,
  errors: [
    "item-not-found",
    "item-ambiguous",
    "item-closed",
    "not-an-epic",
    "no-project",
    "already-gathering",
    "branch-taken",
    "unreachable",
    "refused",
  ],
  callers: SUPERVISORS,
  danger: "safe",
});

export const integrationList = request({
  name: "integration.list",
  summary: "List epics that gather on branches of their own, with how far they are.",
  input: z.strictObject({ project: name.optional(), all: z.boolean().optional() }),
  output: z.object({ integrations: z.array(integrationView) }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const integrationShow = request({
  name: "integration.show",
  summary: "Show an epic's integration branch: what it has gathered, what is missing, and how it stands to the target.",
  input: z.strictObject({ epic: itemRef }),
  output: z.object({
    integration: integrationView,
    /** Of the branch and the target, as far as they are known here; absent once the branch is gone. */
    tip: commitId.optional(),
    /** Commits that the branch has and the target has not, and the other way round. */
    ahead: z.int().optional(),
    behind: z.int().optional(),
    commits: z.array(z.object({ id: z.string(), subject: z.string(), author: z.string() })),
    files: z.array(z.string()),
  }),
  errors: ["item-not-found", "item-ambiguous", "no-integration"],
  callers: ANYONE,
  danger: "safe",
});

export const integrationLand = request({
  name: "integration.land",
  summary:
    "Land what an epic has gathered on the target, as one merge that passes the gates. The epic closes when it has landed.",
  input: z.strictObject({
    epic: itemRef,
    /** Although not all below the epic is closed; the epic stays open then. */
    anyway: z.boolean().optional(),
  }),
  output: integrationView,
  errors: [
    "item-not-found",
    "item-ambiguous",
    "no-integration",
    "wrong-transition",
    "open-children",
    "still-arriving",
    "nothing-to-land",
    "branch-gone",
    "unreachable",
  ],
  callers: SUPERVISORS,
  danger: "safe",
});

export const integrationUpdate = request({
  name: "integration.update",
  summary:
    "Bring an integration branch up to the target, by a merge that passes the gates. Done by itself when it falls behind.",
  input: z.strictObject({ epic: itemRef }),
  output: integrationView,
  errors: [
    "item-not-found",
    "item-ambiguous",
    "no-integration",
    "wrong-transition",
    "up-to-date",
    "branch-gone",
    "unreachable",
  ],
  callers: SUPERVISORS,
  danger: "safe",
});

export const integrationDrop = request({
  name: "integration.drop",
  summary:
    "Gather no more: what is done below the epic lands on the target again. The branch goes from the origin; its commits are kept.",
  input: z.strictObject({
    epic: itemRef,
    /** Although the target lacks what it has gathered. */
    discard: z.boolean().optional(),
  }),
  output: integrationView,
  errors: [
    "item-not-found",
    "item-ambiguous",
    "no-integration",
    "wrong-transition",
    "still-arriving",
    "unlanded-work",
    "unreachable",
    "refused",
  ],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const integrationVerbs = [
  integrationCreate,
  integrationList,
  integrationShow,
  integrationLand,
  integrationUpdate,
  integrationDrop,
] as const;
