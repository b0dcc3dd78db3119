import { Plus, UserPlus } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { AgentView } from "../../../shared/model/agent.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { AgentRow } from "./agent-row.tsx";
import { ProjectRow } from "./project-row.tsx";
import { ROW_MENU } from "./row-menu.tsx";
import { type TreeRow, treeRows } from "./tree-model.ts";
import { treeKey } from "./tree-keys.ts";

/** Projects with their agents: who is there, what they do, what they have on their hooks. Takes dropped items. */
export function WorkspaceTree() {
  const { sessions, panes, runCommand } = useServices();
  const overview = useOverview();
  const byAgent = useStore(sessions.store, (state) => state.byAgent);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focusedKey, setFocusedKey] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const focusRequest = useUi(({ focusRequests }) => focusRequests.tree);

  const rows = useMemo(
    () =>
      treeRows({
        projects: overview.data?.projects ?? [],
        agents: overview.data?.agents ?? [],
        statusOf: (agent: AgentView) => byAgent.get(agent.path) ?? agent.status,
        folded,
      }),
    [overview.data, byAgent, folded],
  );
  const stops = rows.filter((row) => row.kind !== "group");
  const current = stops.find((row) => row.key === focusedKey) ?? stops[0];

  const focusRow = (key: string) => {
    setFocusedKey(key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const openMenu = (key: string) => {
    const button = tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] ${ROW_MENU}`);
    // Some systems send the menu key and an event for it; the second must not close what the first opened.
    if (button?.dataset["popupOpen"] === undefined) button?.click();
  };
  useEffect(() => {
    if (focusRequest > 0) tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [focusRequest]);

  const fold = (project: string, isFolded: boolean) => {
    setFolded((before) => {
      const next = new Set(before);
      if (isFolded) next.add(project);
      else next.delete(project);
      return next;
    });
  };
  const activate = (row: TreeRow) => {
    if (row.kind === "agent") panes.open({ kind: "terminal", agent: row.agent.path });
    if (row.kind === "project") fold(row.project.name, row.isOpen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (current === undefined) return;
    const key = event.key === "F10" && event.shiftKey ? "ContextMenu" : event.key;
    const move = treeKey(key, stops, current);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "focus") focusRow(move.key);
    else if (move.kind === "fold") fold(move.project, move.isFolded);
    else if (move.kind === "menu") openMenu(current.key);
    else activate(current);
  };

  if (overview.isError && overview.data === undefined) {
    return <FailureView error={overview.error} retry={() => void overview.refetch()} />;
  }
  return (
    <nav aria-label="Workspace" className="flex h-full min-h-0 flex-col">
      <header className="flex h-8 shrink-0 items-center justify-between pr-1.5 pl-3">
        <h2 className="text-xs font-medium text-ink-3">Projects</h2>
        <span className="flex-1" />
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
      ) : (
        <div
          ref={tree}
          role="tree"
          aria-label="Workspace"
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onContextMenu={(event) => {
            const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
            const key = row?.dataset["key"];
            if (key === undefined) return;
            event.preventDefault();
            openMenu(key);
          }}
          className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-4"
        >
          {rows.map((row) => {
            const isStop = row.key === current?.key;
            const focus = () => {
              setFocusedKey(row.key);
            };
            switch (row.kind) {
              case "project":
                return (
                  <ProjectRow key={row.key} row={row} isStop={isStop} onFocus={focus} onToggle={() => activate(row)} />
                );
              case "group":
                return (
                  <div
                    key={row.key}
                    role="presentation"
                    className="flex h-6 items-center gap-1.5 pl-[26px] text-2xs font-medium text-ink-3"
                  >
                    {row.label}
                    <span className="tabular-nums opacity-75">{row.count}</span>
                  </div>
                );
              case "agent":
                return (
                  <AgentRow
                    key={row.key}
                    agent={row.agent}
                    level={row.level}
                    isStop={isStop}
                    onFocus={focus}
                    onOpen={() => activate(row)}
                  />
                );
            }
          })}
        </div>
      )}
    </nav>
  );
}
