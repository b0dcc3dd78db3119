import { useEffect, useState } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import { useAgent } from "../../lib/server-state/agent-queries.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AgentHeader } from "./agent-header.tsx";
import { MemoryTab } from "./memory-tab.tsx";
import { NowTab } from "./now-tab.tsx";
import { RecordTab } from "./record-tab.tsx";
import { SalvageTab } from "./salvage-tab.tsx";
import { SessionsTab } from "./sessions-tab.tsx";
import { UsageTab } from "./usage-tab.tsx";

const TABS = [
  { value: "now", label: "Now" },
  { value: "sessions", label: "Sessions" },
  { value: "memory", label: "Memory" },
  { value: "record", label: "Record" },
  { value: "usage", label: "Usage" },
  { value: "salvage", label: "Salvage" },
] as const;
type TabName = (typeof TABS)[number]["value"];

export type AgentPaneProps = {
  readonly agent: string;
  /** False while another pane hides it: then it asks for nothing. */
  readonly isVisible: boolean;
};

/** Everything of one agent but its screen: how it is and how that is known, its sessions, what it learned, did and used. */
export function AgentPane({ agent, isVisible }: AgentPaneProps) {
  const { ui } = useServices();
  const [tab, setTab] = useState<TabName>("now");
  const overview = useOverview();
  const listed = overview.data?.agents.find(({ path }) => path === agent);
  const shown = useAgent(agent, overview.data !== undefined && listed === undefined);
  const view = listed ?? shown.data;
  useEffect(() => {
    if (isVisible) ui.set({ focusedAgent: agent });
  }, [agent, isVisible, ui]);
  if (view === undefined) {
    const failed = [overview, shown].find(({ isError }) => isError);
    if (failed === undefined) return <Loading what="Reading the workspace" />;
    return <FailureView error={failed.error} retry={() => void failed.refetch()} />;
  }
  return (
    <article
      data-testid="agent"
      data-agent={agent}
      aria-label={`About ${view.name}`}
      tabIndex={-1}
      data-pane-focus
      onFocusCapture={() => {
        ui.set({ focusedAgent: agent });
      }}
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <AgentHeader view={view} />
      <Tabs label={`Parts of ${view.name}`} value={tab} tabs={TABS} onChange={setTab}>
        <div className="mx-auto flex max-w-[860px] flex-col gap-5 px-5 py-4">
          {isVisible && <Panel tab={tab} view={view} />}
        </div>
      </Tabs>
    </article>
  );
}

function Panel({ tab, view }: { tab: TabName; view: AgentView }) {
  switch (tab) {
    case "now":
      return <NowTab view={view} />;
    case "sessions":
      return <SessionsTab view={view} />;
    case "memory":
      return <MemoryTab agent={view.path} />;
    case "record":
      return <RecordTab agent={view.path} />;
    case "usage":
      return <UsageTab agent={view.path} />;
    case "salvage":
      return <SalvageTab agent={view.path} />;
  }
}
