import type { AgentView } from "../../../shared/model/agent.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { countOf } from "../../lib/names.ts";
import { useItems, useOverview } from "../../lib/server-state/queries.ts";
import { type SlingTarget, slingTargets } from "./sling-targets.ts";

export interface Targets {
  /** What the items are called: an id, or how many. */
  readonly what: string;
  /** Title of a single item. */
  readonly title: string | undefined;
  /** The items, as far as the page has read them. */
  readonly chosen: readonly ItemView[];
  readonly agents: readonly AgentView[];
  readonly targets: readonly SlingTarget[];
  readonly isReading: boolean;
}

/** Whom items can go to: what fits their project and the text typed. */
export function useTargets(
  items: readonly string[],
  { text, withProjects }: { readonly text: string; readonly withProjects: boolean },
): Targets {
  const overview = useOverview().data;
  const chosen = useItems().data?.filter((item) => items.includes(item.id)) ?? [];
  const projects = new Set(chosen.map((item) => item.project));
  const agents = overview?.agents ?? [];
  return {
    what: countOf(items),
    title: chosen.length === 1 ? chosen[0]?.title : undefined,
    chosen,
    agents,
    targets: slingTargets({
      projects: withProjects ? (overview?.projects ?? []) : [],
      agents,
      project: projects.size === 1 ? [...projects][0] : undefined,
      text,
    }),
    isReading: overview === undefined,
  };
}
