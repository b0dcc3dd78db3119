import { z } from "zod";
import { HOLDERS, ROLES } from "../model/identity.ts";
import { identityPath, name } from "../model/primitives.ts";
import { post, singleRole } from "../model/role.ts";
import { ANYONE, USER_ONLY, request } from "./verb.ts";

/** A role as it is held in one place. */
const postView = z.object({
  path: identityPath,
  project: name.optional(),
  holder: z.enum(HOLDERS),
  /** What that means here, in a sentence. */
  meaning: z.string(),
  /** The agent that holds it, or held it last. */
  agent: z.object({ runtime: z.string(), model: z.string().optional(), parked: z.string().optional() }).optional(),
});

const roleView = z.object({
  role: z.enum(ROLES),
  scope: z.enum(["workspace", "project", "item"]),
  does: z.string(),
  life: z.string(),
  /** Whether it may be built in, an agent's, or off. */
  switchable: z.boolean(),
  /** Where there is one holder each: who holds it. */
  posts: z.array(postView),
});
export type RoleView = z.infer<typeof roleView>;

export const roleList = request({
  name: "role.list",
  summary: "List the roles, what each does, and who holds it: Drover's rules, an agent, or nobody.",
  input: z.strictObject({ project: name.optional() }),
  output: z.object({ roles: z.array(roleView) }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const roleShow = request({
  name: "role.show",
  summary: "Show one role: what it may do, and the prompt that an agent in it is given.",
  input: z.strictObject({ role: z.enum(ROLES), project: name.optional() }),
  output: roleView.extend({
    /** Verbs that it may call. */
    may: z.array(z.string()),
    /** The house's rules and the role's own text, with the file that each is from. */
    prompts: z.array(z.object({ file: z.string(), text: z.string() })),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const roleSet = request({
  name: "role.set",
  summary: "Say who holds a role: Drover's own rules, an agent beside them, or nobody.",
  input: z.strictObject({
    role: singleRole,
    holder: z.enum(HOLDERS),
    /** For a role of which each project has one. */
    project: name.optional(),
    /** With `agent`: its runtime and model. */
    runtime: z.string().max(60).optional(),
    model: z.string().max(100).optional(),
  }),
  output: post,
  errors: ["project-not-found", "project-needed", "runtime-not-found", "runtime-missing"],
  callers: USER_ONLY,
  danger: "confirm",
});

export const roleVerbs = [roleList, roleShow, roleSet] as const;
