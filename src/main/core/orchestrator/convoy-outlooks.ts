import { USER } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { type ConvoyService, createOutlooks } from "../convoy/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Sessions } from "../session/index.ts";
import type { createAroundTranscripts } from "./around-transcripts.ts";

export interface OutlooksOverDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly convoys: ConvoyService;
  readonly ledger: Ledger;
  readonly projects: ProjectsService;
  readonly sessions: Sessions;
  readonly transcripts: Pick<ReturnType<typeof createAroundTranscripts>, "capabilities" | "handlers">;
}

/** What convoys come to, over the real domains. */
export function outlooksOver({ store, clock, convoys, ledger, projects, sessions, transcripts }: OutlooksOverDeps) {
  const user = { identity: USER, role: "user" } as const;
  return createOutlooks({
    clock,
    find: convoys.find,
    viewItem: (id) => ledger.view(id),
    trail: (id) => store.trail("workspace", "convoy", id),
    experience: transcripts.capabilities.experience,
    async spent(convoy) {
      const asked = { convoy, by: "item", limit: 10_000 } as const;
      const used = await transcripts.handlers["usage.list"](asked, user, new AbortController().signal);
      if (!used.ok) throw new Error(used.error.message);
      const { total, rows } = used.value;
      return {
        cost: total.cost,
        sessions: total.sessions,
        tokens: total.totalTokens,
        usdOf: new Map(rows.map(({ key, cost }) => [key, cost.usd ?? 0])),
      };
    },
    agentsOf: (project) => projects.get(project)?.maxWorkers ?? 1,
    stateOf: (agent) => sessions.statusOf(agent)?.state,
  });
}
