import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { ok } from "../../../shared/model/result.ts";
import { type AttentionWiring, attentionOver } from "./attention-over.ts";
import { type OverviewDeps, healthOf, overviewOf } from "./overview.ts";

type SurveyVerb =
  | "workspace.overview"
  | "attention.list"
  | "attention.watch"
  | "attention.put-off"
  | "attention.take-back";

/** How the workspace stands and what in it needs the user: one list, whose length is the number that every face shows. */
export function surveyOver(deps: Omit<OverviewDeps, "needsUser"> & Omit<AttentionWiring, "health">): {
  readonly handlers: SomeHandlers<SurveyVerb>;
} {
  const attention = attentionOver({ ...deps, health: () => healthOf(deps) });
  return {
    handlers: {
      ...attention.handlers,
      "workspace.overview": async () => ok(overviewOf({ ...deps, needsUser: await attention.count() })),
    },
  };
}
