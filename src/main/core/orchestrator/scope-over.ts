import type { Caller } from "../../../shared/contract/handlers.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { Agents } from "../agent/index.ts";
import { findSubmission, submissionKind } from "../merge-queue/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { ScopePorts } from "./scope.ts";

export interface ScopeWiring {
  readonly store: RecordStore;
  readonly agents: Agents;
  /** Whose session it is, or was, while it lives. */
  agentOf(session: string): IdentityPath | undefined;
  /** Who is asked in a seance of that id. */
  seanceOf(session: string): IdentityPath | undefined;
}

/** Who calls, by the session that they call from, and what of theirs a call is about. */
export function scopeOver({ store, agents, agentOf, seanceOf }: ScopeWiring) {
  const submissions = store.table(submissionKind);
  const ports: ScopePorts = {
    agentProject(ref, caller) {
      const found = agents.resolve(ref, projectOf(caller.identity));
      return found.ok ? found.value.project : undefined;
    },
    submissionProject(ref) {
      const found = findSubmission(submissions, ref);
      return found.ok ? found.value.project : undefined;
    },
    itemProjects: (ref) =>
      [...submissions.values()].filter(({ item }) => item.startsWith(ref)).map(({ project }) => project),
  };
  return {
    ports,
    bearerOf(session: string): Pick<Caller, "identity" | "role" | "readsOnly"> | undefined {
      const seance = seanceOf(session);
      const identity = seance ?? agentOf(session);
      const agent = identity === undefined ? undefined : agents.get(identity);
      if (agent === undefined) return undefined;
      return { identity: agent.path, role: agent.role, ...(seance === undefined ? {} : { readsOnly: true }) };
    },
  };
}
