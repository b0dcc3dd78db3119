import { ChevronRight, FolderGit2, Pause, Play, Plus, Settings2, UserPlus, Waypoints } from "lucide-react";
import { useMemo, useRef } from "react";
import { useMoveTarget } from "../../lib/drag.tsx";
import type { Place } from "../../lib/moves/judge.ts";
import { useQueue } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { Counts } from "./group-row.tsx";
import { RowMenu } from "./row-menu.tsx";
import type { TreeRow } from "./tree-model.ts";

export type ProjectRowProps = {
  readonly row: Extract<TreeRow, { kind: "project" }>;
  readonly isStop: boolean;
  onFocus(): void;
  onToggle(): void;
};

export function ProjectRow({ row, isStop, onFocus, onToggle }: ProjectRowProps) {
  const { project, isOpen } = row;
  const element = useRef<HTMLDivElement>(null);
  const place = useMemo((): Place => ({ kind: "project", project: project.name }), [project.name]);
  const { isOver, verdict } = useMoveTarget(element, place);
  return (
    <Hint text={`${project.origin} · lands on ${project.target}`} side="right">
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree hears the keys */}
      <div
        ref={element}
        role="treeitem"
        aria-level={1}
        aria-setsize={row.siblings}
        aria-posinset={row.position}
        aria-expanded={isOpen}
        data-key={row.key}
        data-project={project.name}
        data-over={(isOver && verdict?.isAllowed !== false) || undefined}
        tabIndex={isStop ? 0 : -1}
        onFocus={onFocus}
        onClick={onToggle}
        className={classNames(
          "group flex h-(--row) items-center gap-1.5 rounded-md pr-1 pl-1 text-base font-medium text-ink hover:bg-hover data-over:bg-accent-wash data-over:outline-2 data-over:outline-accent",
          verdict?.isAllowed === true && "outline-1 -outline-offset-1 outline-accent/35 outline-dashed",
        )}
      >
        <ChevronRight
          className={classNames("size-3.5 text-ink-3 transition-transform duration-(--fast)", isOpen && "rotate-90")}
        />
        <FolderGit2 className="size-3.5 text-ink-3" />
        <span className="min-w-0 flex-1 truncate">{project.name}</span>
        <Counts counts={row} />
        <ProjectMenu project={project.name} />
      </div>
    </Hint>
  );
}

function ProjectMenu({ project }: { project: string }) {
  const { actions, panes, ui } = useServices();
  const isPaused = useQueue().data?.paused.some((one) => one.project === project) === true;
  return (
    <RowMenu
      label={`Actions for ${project}`}
      entries={[
        {
          label: "Project settings…",
          icon: <Settings2 />,
          run: () => {
            ui.openDialog({ kind: "project-settings", project });
          },
        },
        {
          label: "New item…",
          icon: <Plus />,
          run: () => {
            ui.openDialog({ kind: "create-item", project });
          },
        },
        {
          label: "Show its graph",
          icon: <Waypoints />,
          run: () => {
            panes.open({ kind: "work-graph", scope: `project/${project}` });
          },
        },
        {
          label: "New crew member…",
          icon: <UserPlus />,
          run: () => {
            ui.openDialog({ kind: "create-crew", project });
          },
        },
        "separator",
        {
          label: isPaused ? "Resume landings" : "Pause landings",
          icon: isPaused ? <Play /> : <Pause />,
          run: () => void actions.setQueuePaused(project, !isPaused),
        },
      ]}
    />
  );
}
