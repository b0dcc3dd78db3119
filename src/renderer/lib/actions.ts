import type { QueryClient } from "@tanstack/react-query";
import type { ContractClient } from "../../shared/contract/client.ts";
import type { Attempt } from "./action-parts.ts";
import { type AttentionActions, createAttentionActions } from "./attention/attention-actions.ts";
import { type AgentGroupActions, createAgentGroupActions } from "./agent-groups/agent-group-actions.ts";
import { type AgentActions, createAgentActions } from "./agent-actions.ts";
import { type ConvoyActions, createConvoyActions } from "./convoy-actions.ts";
import { type FreezeActions, createFreezeActions } from "./freeze-actions.ts";
import { type ItemActions, createItemActions } from "./item-actions.ts";
import { type ItemEdits, createItemEdits } from "./item-edits.ts";
import { type IntegrationActions, createIntegrationActions } from "./integrations/integration-actions.ts";
import type { PaneHost } from "./panes.ts";
import { type QueueActions, createQueueActions } from "./queue/queue-actions.ts";
import type { ToastAction, Toasts } from "./toasts.ts";
import type { UiStore } from "./ui-state.ts";

/** What a user does to work and agents, the same from board, tree, palette, keys and drops: call, then say how it went. */
export interface Actions
  extends
    ItemActions,
    ItemEdits,
    ConvoyActions,
    AgentActions,
    AgentGroupActions,
    QueueActions,
    IntegrationActions,
    AttentionActions,
    FreezeActions {
  readonly attempt: Attempt;
  startDemo(): Promise<boolean>;
}

export interface ActionDeps {
  readonly client: ContractClient;
  readonly queries: QueryClient;
  readonly toasts: Toasts;
  readonly ui: UiStore;
  readonly panes: PaneHost;
}

export function createActions({ client, queries, toasts, ui, panes }: ActionDeps): Actions {
  const done = (text: string, detail?: string, action?: ToastAction) => {
    toasts.say(text, {
      tone: "good",
      ...(detail === undefined ? {} : { detail }),
      ...(action === undefined ? {} : { action }),
    });
    ui.announce(detail === undefined ? text : `${text}. ${detail}`);
  };

  const attempt: Attempt = async (tried, verb, input) => {
    const outcome = await client.call(verb, input);
    if (!outcome.ok && outcome.error.code !== "cancelled") {
      toasts.fail(tried, outcome.error);
      ui.announce(`Could not ${tried}. ${outcome.error.message}`);
    }
    return outcome;
  };

  const edits = createItemEdits({ attempt, queries, toasts, ui });

  return {
    ...edits,
    ...createItemActions({ attempt, done, ui, panes, remember: edits.remember }),
    ...createConvoyActions({ attempt, done, ui, remember: edits.remember }),
    ...createAgentActions({ attempt, done, ui, panes }),
    ...createAgentGroupActions({ attempt, done }),
    ...createFreezeActions({ attempt, done }),
    ...createAttentionActions({ attempt, done, ui }),
    ...createQueueActions({ attempt, done, ui, queries, panes }),
    ...createIntegrationActions({ attempt, done, ui, queries, panes }),
    attempt,
    async startDemo() {
      const outcome = await attempt("start the demo", "demo.start", {});
      if (!outcome.ok) return false;
      ui.announce("The demo is under way");
      panes.open({ kind: "board" });
      return true;
    },
  };
}
