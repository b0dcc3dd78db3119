import { FolderGit2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useSlingTarget } from "../../lib/drag.tsx";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useUi } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";

/** Targets that fit below the board; all of them stand in the tree. */
const SHOWN = 14;

/** While a card is dragged: where it can be dropped, close at hand. */
export function DropDock({ items }: { items: readonly ItemView[] }) {
  const dragging = useUi((state) => state.dragging);
  const overview = useOverview();
  if (dragging === undefined || overview.data === undefined) return null;
  const project = items.find((item) => item.id === dragging[0])?.project;
  const projects = overview.data.projects.filter(({ name }) => project === undefined || name === project);
  const agents = overview.data.agents
    .filter((agent) => agent.decommissionedAt === undefined && (agent.role === "worker" || agent.role === "crew"))
    .filter((agent) => project === undefined || agent.project === project)
    .toSorted((a, b) => load(a) - load(b))
    .slice(0, SHOWN);
  return (
    <div className="rise pointer-events-none absolute inset-x-3 bottom-3 z-10 flex justify-center">
      <div className="pointer-events-auto flex max-w-full flex-wrap items-center justify-center gap-1.5 rounded-lg bg-popup p-2 shadow-popup">
        <span className="px-1.5 text-xs text-ink-3">Sling to</span>
        {projects.map(({ name }) => (
          <DropTarget key={name} to={name} note="a free worker">
            <FolderGit2 className="size-4 text-ink-3" aria-hidden="true" />
            {name}
          </DropTarget>
        ))}
        {agents.map((agent) => (
          <DropTarget key={agent.path} to={agent.path} note={agent.hook?.item === undefined ? "free" : "next in turn"}>
            <Avatar agent={agent.path} />
            {agent.name}
          </DropTarget>
        ))}
      </div>
    </div>
  );
}

/** Free agents first, then those with the least on their hooks. */
function load(agent: AgentView): number {
  return (agent.hook?.item === undefined ? 0 : 1) + (agent.hook?.queue.length ?? 0);
}

function DropTarget({ to, note, children }: { to: string; note: string; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const isOver = useSlingTarget(element, to);
  return (
    <div
      ref={element}
      data-drop-target={to}
      data-over={isOver || undefined}
      className="flex h-9 items-center gap-2 rounded-md border border-dashed border-line-strong px-2.5 text-sm text-ink-2 data-over:border-solid data-over:border-accent data-over:bg-accent-wash data-over:text-ink"
    >
      {children}
      <span className="text-2xs text-ink-3">{note}</span>
    </div>
  );
}
