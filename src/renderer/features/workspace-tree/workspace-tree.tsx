import { Plus, UserPlus } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { AgentView } from "../../../shared/model/agent.ts";
import { useAgentGroups } from "../../lib/agent-groups/use-agent-groups.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { TreeFilter } from "./tree-filter.tsx";
import { rowKeeper, treeRows } from "./tree-model.ts";
import { type TreeHandle, TreeView } from "./tree-view.tsx";
import { useFolded } from "./use-folded.ts";

/** Projects with their agents: who is there, what they do, what they have on their hooks. Takes dropped items. */
export function WorkspaceTree() {
  const { sessions, runCommand } = useServices();
  const overview = useOverview();
  const groups = useAgentGroups();
  const byAgent = useStore(sessions.store, (state) => state.byAgent);
  const { folded, fold, unfoldAll } = useFolded();
  const [filter, setFilter] = useState("");
  const tree = useRef<TreeHandle>(null);
  const focusRequest = useUi(({ focusRequests }) => focusRequests.tree);

  const [keepAlike] = useState(rowKeeper);
  const rows = useMemo(
    () =>
      keepAlike(
        treeRows({
          projects: overview.data?.projects ?? [],
          agents: overview.data?.agents ?? [],
          groups,
          statusOf: (agent: AgentView) => byAgent.get(agent.path) ?? agent.status,
          folded,
          filter,
        }),
      ),
    [keepAlike, overview.data, groups, byAgent, folded, filter],
  );
  useEffect(() => {
    if (focusRequest > 0) tree.current?.focus();
  }, [focusRequest]);

  if (overview.isError && overview.data === undefined) {
    return <FailureView error={overview.error} retry={() => void overview.refetch()} />;
  }
  return (
    <nav aria-label="Workspace" className="flex h-full min-h-0 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-1 pr-1.5 pl-2">
        <TreeFilter
          value={filter}
          onChange={setFilter}
          onLeave={() => {
            tree.current?.focus();
          }}
        />
        <IconButton
          label="New crew member…"
          icon={<UserPlus />}
          disabled={overview.data === undefined || overview.data.projects.length === 0}
          onClick={() => {
            runCommand("crew.create");
          }}
        />
        <IconButton
          label="Add a repository…"
          icon={<Plus />}
          onClick={() => {
            runCommand("project.add");
          }}
        />
      </header>
      {overview.data === undefined ? (
        <Loading what="Reading the workspace" />
      ) : rows.length === 0 && filter !== "" ? (
        <p className="px-3 py-2 text-sm text-ink-3">Nobody here is called or works on “{filter}”.</p>
      ) : (
        <TreeView ref={tree} rows={rows} onFold={fold} onUnfoldAll={unfoldAll} />
      )}
    </nav>
  );
}
