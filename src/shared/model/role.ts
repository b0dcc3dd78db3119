import { z } from "zod";
import { HOLDERS, type IdentityPath, type Role, SINGLE_ROLES } from "./identity.ts";
import { identityPath, name, timestamp } from "./primitives.ts";

/** Roles that there is one of, in the workspace or in each project, and that somebody or nobody holds. */
export const singleRole = z.enum(SINGLE_ROLES);
export type SingleRole = z.infer<typeof singleRole>;

/** Who holds a role of the workspace or of a project, where that was ever said; built-in otherwise. */
export const post = z.object({
  path: identityPath,
  role: singleRole,
  project: name.optional(),
  holder: z.enum(HOLDERS),
  setBy: identityPath,
  setAt: timestamp,
});
export type Post = z.infer<typeof post>;

/** What a role is, the same in every workspace. */
export interface RoleFacts {
  readonly role: Role;
  readonly scope: "workspace" | "project" | "item";
  /** One sentence each. */
  readonly does: string;
  readonly life: string;
  /** What its work is left to when it is built in, and what rests when it is off; absent where it cannot be switched. */
  readonly builtIn?: string;
  readonly off?: string;
}

/** The eight of them, and the user. */
export const ROLE_FACTS: { readonly [R in Role]: RoleFacts } = {
  user: {
    role: "user",
    scope: "workspace",
    does: "Owns the work: says what is wanted, decides, and has the last word.",
    life: "A person; never started or stopped.",
  },
  manager: {
    role: "manager",
    scope: "workspace",
    does: "Talks with the user, plans, files work, starts convoys, reports.",
    life: "Permanent; as an agent, one session that is kept up.",
    builtIn: "Work is put on hooks by rules: what is ready, by priority, up to each project's limit.",
    off: "Nothing is put on a hook by itself; only what you give an agent by name is.",
  },
  worker: {
    role: "worker",
    scope: "item",
    does: "Does one item in a worktree of its own and submits it.",
    life: "Hired for an item, decommissioned once that has landed; its name and record stay.",
  },
  crew: {
    role: "crew",
    scope: "project",
    does: "Works on items one after another, and with the user directly.",
    life: "Permanent, under a name that you chose.",
  },
  "merge-coordinator": {
    role: "merge-coordinator",
    scope: "project",
    does: "Brings submissions to the target branch, one at a time, behind the gates.",
    life: "Permanent, one a project.",
    builtIn: "Submissions land by rules: replayed on the target, gated, landed or sent back.",
    off: "Submissions are kept and nothing lands.",
  },
  "recovery-monitor": {
    role: "recovery-monitor",
    scope: "project",
    does: "Watches workers for stalls, crashes and zombies, and gets them going again.",
    life: "Permanent, one a project.",
    builtIn: "Silent agents are asked, then replaced; crashed ones are restarted, with pauses, up to a limit.",
    off: "Nobody is asked or restarted; what ends without having submitted waits for you.",
  },
  "maintenance-controller": {
    role: "maintenance-controller",
    scope: "workspace",
    does: "Patrols the workspace: clears away what nothing needs, and looks after the other offices.",
    life: "Permanent, one a workspace.",
    builtIn: "What nothing refers to any more is cleared away by rules, once a day.",
    off: "Nothing is cleared away by itself.",
  },
  "maintenance-worker": {
    role: "maintenance-worker",
    scope: "workspace",
    does: "Helps for a short time: clean-up, investigations.",
    life: "Hired for one piece of work, decommissioned after it.",
  },
  "controller-monitor": {
    role: "controller-monitor",
    scope: "workspace",
    does: "Looks whether the agents that hold offices are alive: leaves them alone, asks them, or replaces them.",
    life: "Permanent, one a workspace.",
    builtIn: "Agents in offices are watched by the rules that watch workers.",
    off: "Agents in offices are not watched.",
  },
};

/** The identity that holds a role; `project` for those of which each project has one. */
export function postPath(role: SingleRole, project?: string): IdentityPath {
  const path = ROLE_FACTS[role].scope === "project" ? `${project ?? ""}/${role}` : role;
  return path as IdentityPath;
}
