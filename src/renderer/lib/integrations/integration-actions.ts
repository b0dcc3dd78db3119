import type { QueryClient } from "@tanstack/react-query";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import type { ActionParts } from "../action-parts.ts";
import type { PaneHost } from "../panes.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { landingWords } from "./integrations.ts";

/** What a user does to the branches on which epics gather. */
export interface IntegrationActions {
  /** The branch of an epic, open or not, as far as the page knows. */
  integrationOf(epic: string): IntegrationView | undefined;
  /** Asks for its name and how it lands. */
  gatherOnBranch(epic: string): void;
  /** Answers whether it is done. */
  createIntegration(epic: string, how: { readonly branch?: string; readonly auto: boolean }): Promise<boolean>;
  /** Says first what would land, and what is missing. */
  landIntegration(epic: string): Promise<void>;
  updateIntegration(epic: string): Promise<void>;
  /** Asks first, and says what the target would lack. Of one that has landed it only takes the branch away. */
  dropIntegration(epic: string): Promise<void>;
}

export type IntegrationActionDeps = ActionParts & { readonly queries: QueryClient; readonly panes: PaneHost };

export function createIntegrationActions({
  attempt,
  done,
  ui,
  queries,
  panes,
}: IntegrationActionDeps): IntegrationActions {
  const show = (submission: string | undefined) =>
    submission === undefined
      ? undefined
      : {
          label: "Show",
          run: () => {
            ui.set({ queueShown: { kind: "submission", id: submission } });
            panes.open({ kind: "queue" });
          },
        };
  const drop = async (epic: string, discard: boolean) => {
    const outcome = await attempt(`drop the branch of ${epic}`, "integration.drop", { epic, discard });
    if (!outcome.ok) return;
    // That the branch of one that has landed is gone is no event of the ledger.
    void queries.invalidateQueries({ queryKey: queryKeys.queue });
    const { branch, target, state, dropped } = outcome.value;
    if (state === "landed") done(`${branch} is gone from the origin`, `${target} has all of it.`);
    else {
      const kept = dropped === undefined ? "" : ` What it had is kept as ${dropped.slice(0, 8)}.`;
      done(`${epic} gathers no more`, `What is done below it lands on ${target} again.${kept}`);
    }
  };
  return {
    integrationOf: (epic) =>
      queries
        .getQueryData<readonly IntegrationView[]>(queryKeys.integrations)
        ?.find((integration) => integration.epic === epic),
    gatherOnBranch(epic) {
      ui.openDialog({ kind: "gather", epic });
    },
    async createIntegration(epic, { branch, auto }) {
      const outcome = await attempt(`let ${epic} gather on a branch of its own`, "integration.create", {
        epic,
        auto,
        ...(branch === undefined ? {} : { branch }),
      });
      if (outcome.ok) done(`${epic} gathers on ${outcome.value.branch}`, "What is done below it lands there.");
      return outcome.ok;
    },
    async landIntegration(epic) {
      const shown = await attempt(`land what ${epic} has gathered`, "integration.show", { epic });
      if (!shown.ok) return;
      const { integration } = shown.value;
      const anyway = integration.open.length > 0;
      ui.openDialog({
        kind: "confirm",
        title: anyway ? `Land what ${epic} has gathered so far?` : `Land ${epic} on ${integration.target} as one?`,
        body: landingWords(integration),
        deed: anyway ? "Land what is there" : "Land it as one",
        confirm: () =>
          void attempt(`land what ${epic} has gathered`, "integration.land", { epic, anyway }).then((outcome) => {
            if (!outcome.ok) return;
            done(
              `What ${epic} has gathered is in the queue`,
              "It lands as one merge once its gates are green.",
              show(outcome.value.submission),
            );
          }),
      });
    },
    async updateIntegration(epic) {
      const outcome = await attempt(`bring the branch of ${epic} up to its target`, "integration.update", { epic });
      if (!outcome.ok) return;
      const { branch, target, submission } = outcome.value;
      done(`${branch} is being brought up to ${target}`, "By a merge that passes the gates.", show(submission));
    },
    async dropIntegration(epic) {
      const shown = await attempt(`drop the branch of ${epic}`, "integration.show", { epic });
      if (!shown.ok) return;
      const { integration, ahead = 0 } = shown.value;
      const { branch, target, state } = integration;
      const isLacked = state !== "landed" && ahead > 0;
      ui.openDialog({
        kind: "confirm",
        title: state === "landed" ? `Remove ${branch} from the origin?` : `Drop ${branch}?`,
        body:
          state === "landed"
            ? `${target} has all of it.`
            : isLacked
              ? `${target} lacks ${ahead === 1 ? "1 commit" : `${ahead} commits`} that it has gathered, and will go on lacking what they changed. The branch goes from the origin; its commits stay in the project's vault. What is done below ${epic} lands on ${target} again.`
              : `The branch goes from the origin. What is done below ${epic} lands on ${target} again.`,
        deed: state === "landed" ? "Remove branch" : isLacked ? "Drop with what it has" : "Drop branch",
        isDestructive: state !== "landed",
        confirm: () => void drop(epic, isLacked),
      });
    },
  };
}
