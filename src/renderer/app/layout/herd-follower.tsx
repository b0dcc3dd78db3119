import type { DockviewApi } from "dockview-react";
import { useEffect, useRef } from "react";
import { paneId, parsePaneSpec } from "../../lib/pane-kinds.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import type { DockChanges } from "./dock-changes.ts";
import { type FollowedTerminal, planTerminals, terminalsThatFit } from "./follow-herd.ts";
import { openPane } from "./open-pane.ts";
import { paneTitle } from "./pane-kinds.tsx";

/** How often it looks whether somebody's session has ended long enough ago. */
const LOOK_MS = 1_000;

export type HerdFollowerProps = {
  readonly api: DockviewApi;
  readonly changes: DockChanges;
  onArranged(): void;
};

/** Keeps terminals of agents at work in sight, until the user opens, closes or moves a terminal. Draws nothing. */
export function HerdFollower({ api, changes, onArranged }: HerdFollowerProps) {
  const { ui } = useServices();
  const agents = useOverview().data?.agents;
  const shown = useRef<readonly FollowedTerminal[]>(undefined);

  useEffect(() => {
    const arranged = (panel: { readonly params?: unknown } | undefined) => {
      if (!changes.isByItself && parsePaneSpec(panel?.params)?.kind === "terminal") onArranged();
    };
    const subscriptions = [
      api.onDidAddPanel(arranged),
      api.onDidRemovePanel(arranged),
      api.onDidMovePanel(({ panel }) => {
        arranged(panel);
      }),
    ];
    return () => {
      for (const subscription of subscriptions) subscription.dispose();
    };
  }, [api, changes, onArranged]);

  useEffect(() => {
    const look = () => {
      const plan = planTerminals({
        agents: agents ?? [],
        shown: shown.current ?? terminalsOf(api),
        kept: ui.store.getState().focusedAgent,
        room: terminalsThatFit(api.width),
        now: Date.now(),
      });
      shown.current = plan.shown;
      changes.byItself(() => {
        for (const agent of plan.open) openPane(api, { kind: "terminal", agent }, { background: true, split: "right" });
        for (const { agent, by } of plan.replace) replaceTerminal(api, agent, by);
      });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [agents, api, changes, ui]);
  return null;
}

function terminalsOf(api: DockviewApi): readonly FollowedTerminal[] {
  return api.panels.flatMap((panel) => {
    const spec = parsePaneSpec(panel.params);
    return spec?.kind === "terminal" ? [{ agent: spec.agent }] : [];
  });
}

function replaceTerminal(api: DockviewApi, agent: string, by: string): void {
  const panel = api.getPanel(paneId({ kind: "terminal", agent }));
  if (panel === undefined) return;
  const spec = { kind: "terminal", agent: by } as const;
  api.addPanel({
    id: paneId(spec),
    component: spec.kind,
    title: paneTitle(spec),
    params: spec,
    inactive: true,
    position: { referencePanel: panel.id, direction: "within" },
  });
  panel.api.close();
}
