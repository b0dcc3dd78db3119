import { ANYONE } from "../../../shared/contract/verb.ts";
import { verbByName } from "../../../shared/contract/contract.ts";
import type { Caller, Handlers } from "../../../shared/contract/handlers.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import { fail } from "../../../shared/model/result.ts";
import { ROLE_FACTS } from "../../../shared/model/role.ts";

/** What a call is about, by the names that inputs have for it. */
export interface ScopePorts {
  /** The project of the agent that a reference means to the caller. */
  agentProject(ref: string, caller: Caller): string | undefined;
  submissionProject(ref: string): string | undefined;
  /** The projects in which an item, or those of that beginning, was submitted. */
  itemProjects(ref: string): readonly string[];
}

/**
 * Keeps agents that look after one project to that project: what a merge coordinator or recovery monitor may do beyond
 * what everybody may, it may do to its own.
 */
export function withinScope(handlers: Handlers, ports: ScopePorts): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handle]) => {
    if (verbByName.get(name)?.callers === ANYONE) return [name, handle];
    const guarded = (input: unknown, caller: Caller, ...rest: unknown[]) => {
      const own = projectOf(caller.identity);
      if (own !== undefined && isOffice(caller)) {
        const about = projectsOf(input, caller, ports).find((project) => project !== own);
        if (about !== undefined) {
          return fail("not-allowed", `${caller.identity} looks after ${own}, and this is about ${about}.`, {
            remedy: `Ask by mail: drover mail send ${about}/${caller.role} "…"`,
          });
        }
      }
      return (handle as (...args: unknown[]) => unknown)(input, caller, ...rest);
    };
    return [name, guarded];
  });
  return Object.fromEntries(wrapped) as Handlers;
}

/** A role of which each project has one. */
function isOffice({ role }: Caller): boolean {
  return ROLE_FACTS[role].scope === "project" && role !== "crew";
}

function projectsOf(input: unknown, caller: Caller, ports: ScopePorts): readonly string[] {
  if (typeof input !== "object" || input === null) return [];
  const text = (key: string) => {
    const value: unknown = Reflect.get(input, key);
    return typeof value === "string" ? value : undefined;
  };
  const agent = text("agent");
  const submission = text("submission");
  const item = submission === undefined ? text("item") : undefined;
  const found = [
    text("project"),
    agent === undefined ? undefined : ports.agentProject(agent, caller),
    submission === undefined ? undefined : ports.submissionProject(submission),
    ...(item === undefined ? [] : ports.itemProjects(item)),
  ];
  return found.filter((project) => project !== undefined);
}
