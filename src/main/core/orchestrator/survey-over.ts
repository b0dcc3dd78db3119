import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { ok } from "../../../shared/model/result.ts";
import { type AttentionWiring, attentionOver } from "./attention-over.ts";
import type { AttentionService } from "../attention/index.ts";
import { createFigures } from "../maintenance/index.ts";
import type { PtyHosts } from "../platform/pty/pty-hosts.ts";
import type { Sessions } from "../session/index.ts";
import { type OverviewDeps, healthOf, overviewOf } from "./overview.ts";

type SurveyVerb =
  | "workspace.overview"
  | "health.show"
  | "attention.list"
  | "attention.watch"
  | "attention.put-off"
  | "attention.take-back";

export interface SurveyDeps
  extends Omit<OverviewDeps, "needsUser">, Omit<AttentionWiring, "health" | keyof OverviewDeps> {
  readonly hosts: Pick<PtyHosts, "isOutOfReach">;
  readonly sessions: Pick<Sessions, "live" | "handlers">;
}

export interface Survey extends Disposable {
  readonly handlers: SomeHandlers<SurveyVerb>;
  readonly attention: AttentionService["follow"];
}

/**
 * How the workspace and Drover itself stand, and what in them needs the user: one list, whose length is the number that
 * every face shows.
 */
export function surveyOver(deps: SurveyDeps): Survey {
  const figures = createFigures({
    ...deps,
    hostsOfSessions: () => deps.sessions.live().map(({ session }) => session.host),
    isOutOfReach: (host) => deps.hosts.isOutOfReach(host),
  });
  const attention = attentionOver({ ...deps, health: () => healthOf(deps) });
  return {
    attention: attention.follow,
    handlers: {
      ...attention.handlers,
      ...figures.handlers,
      "workspace.overview": async () => ok(overviewOf({ ...deps, needsUser: await attention.count() })),
    },
    [Symbol.dispose]() {
      figures[Symbol.dispose]();
    },
  };
}
