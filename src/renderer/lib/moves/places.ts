import type { AgentView } from "../../../shared/model/agent.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { Project } from "../../../shared/model/project.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { lastPart } from "../names.ts";
import { COLUMNS, columnLabel } from "./columns.ts";
import { type Place, type QueueFacts, type Verdict, judgeMove } from "./judge.ts";

/** A place that items could go to, with what that would mean. */
export interface Destination {
  readonly key: string;
  readonly place: Place;
  readonly label: string;
  readonly verdict: Verdict;
}

export interface Surroundings {
  readonly items: readonly ItemView[];
  readonly agents: readonly AgentView[];
  readonly projects: readonly Project[];
  readonly convoys: readonly ConvoyView[];
  readonly queue: QueueFacts;
}

const TAKES_WORK: ReadonlySet<AgentView["role"]> = new Set(["worker", "crew", "manager"]);

/**
 * Everywhere that items can go: the columns, all of them since each that refuses says why, then agents, projects, convoys and
 * epics that would take them. What they are at already is left out.
 */
export function destinationsOf(chosen: readonly ItemView[], around: Surroundings): readonly Destination[] {
  const judge = (key: string, label: string, place: Place): Destination => ({
    key,
    place,
    label,
    verdict: judgeMove(chosen, place, around.queue),
  });
  const parents = new Set(around.items.flatMap(({ parent }) => parent ?? []));
  const columns = COLUMNS.map((column) => judge(`column ${column}`, columnLabel[column], { kind: "column", column }));
  const others = [
    ...around.agents
      .filter(({ decommissionedAt, role }) => decommissionedAt === undefined && TAKES_WORK.has(role))
      // Whom one talks to first, then who lasts, then who comes and goes.
      .toSorted((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role))
      .map(({ path, project }) => judge(`agent ${path}`, lastPart(path), { kind: "agent", agent: path, project })),
    ...around.projects.map(({ name }) => judge(`project ${name}`, name, { kind: "project", project: name })),
    ...around.convoys
      .filter(({ implicit, closedAt }) => !implicit && closedAt === undefined)
      .map(({ id, title }) => judge(`convoy ${id}`, title, { kind: "convoy", convoy: { id, title } })),
    ...around.items
      .filter(({ id, type, status }) => status !== "closed" && (type === "epic" || parents.has(id)))
      .map(({ id, title }) => judge(`epic ${id}`, `${id} ${title}`, { kind: "epic", epic: id })),
  ].filter(({ verdict }) => verdict.isAllowed);
  return [...columns, ...others].filter(({ verdict }) => verdict.isAllowed || verdict.isThere !== true);
}

const ROLE_ORDER: readonly string[] = ["manager", "crew", "worker"];
