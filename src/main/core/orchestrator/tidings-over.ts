import type { AttentionService } from "../attention/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import { createFeed } from "../feed/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { submissionKind } from "../merge-queue/index.ts";
import { createNotifications } from "../notification/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Platform } from "./platform.ts";
import { sessionKind } from "../session/index.ts";
import { reviewedIn } from "./reviews-over.ts";
import { eventsInWords, projectOfEvent } from "./words.ts";

export interface TidingsDeps extends Pick<Platform, "store"> {
  readonly ledger: Ledger;
  readonly projects: ProjectsService;
  readonly convoys: Pick<ConvoyService, "get">;
  /** Built later; asked once somebody watches. */
  attention(signal: AbortSignal): ReturnType<AttentionService["follow"]>;
}

/** What happens, in words for all who follow it, and what of it the user is told. */
export function tidingsOver({ store, ledger, projects, convoys, attention }: TidingsDeps) {
  const submissions = store.table(submissionKind);
  const sessions = store.table(sessionKind);
  return {
    feed: createFeed({
      store,
      describe: eventsInWords,
      projectOf: (event) => projectOfEvent(event, { ledger, submission: (id) => submissions.get(id) }),
    }),
    notifications: createNotifications({
      store,
      attention,
      facts: {
        convoyTitle: (id) => convoys.get(id)?.title ?? id,
        isReviewed: reviewedIn(projects),
        agentOf: (session) => sessions.get(session)?.agent,
      },
    }),
  };
}
