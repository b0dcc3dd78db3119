import { CircleSlash, FolderGit2, Truck } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useMoveTarget } from "../../lib/drag.tsx";
import type { Place } from "../../lib/moves/judge.ts";
import { lastPart } from "../../lib/names.ts";
import { useConvoys, useOverview } from "../../lib/server-state/queries.ts";
import { useUi } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";

/** Targets that fit below the board; all of them stand in the tree. */
const SHOWN = 14;

/** While a card is dragged: where it can be dropped beside the columns, close at hand. What would take it stands here alone. */
export function DropDock({ items }: { items: readonly ItemView[] }) {
  const dragging = useUi((state) => state.dragging);
  const overview = useOverview();
  const convoys = useConvoys();
  if (dragging === undefined || overview.data === undefined) return null;
  const dragged = items.filter((item) => dragging.includes(item.id));
  const projects = new Set(dragged.map(({ project }) => project));
  const [project] = projects;
  const canBegin = projects.size === 1 && project !== undefined && dragged.every(isFree);
  const agents = overview.data.agents
    .filter((agent) => agent.decommissionedAt === undefined && TAKES_WORK.has(agent.role))
    .filter((agent) => agent.project === undefined || agent.project === project)
    .toSorted((a, b) => rank(a) - rank(b) || load(a) - load(b))
    .slice(0, SHOWN);
  const open = (convoys.data ?? [])
    .filter(
      ({ id, implicit, closedAt }) =>
        !implicit && closedAt === undefined && !dragged.every((one) => one.convoys.includes(id)),
    )
    .slice(0, CONVOYS);
  const canClose = dragged.every(({ stage }) => !OVER.has(stage));
  if (!canBegin && !canClose && open.length === 0) return null;
  return (
    <div className="rise pointer-events-none absolute inset-x-3 bottom-3 z-20 flex justify-center">
      <div className="pointer-events-auto flex max-w-full flex-wrap items-center justify-center gap-1.5 rounded-lg bg-popup p-2 shadow-popup">
        {canBegin && (
          <>
            <span className="px-1.5 text-xs text-ink-3">Sling to</span>
            <ProjectTarget project={project} />
            {agents.map((agent) => (
              <AgentTarget key={agent.path} agent={agent} />
            ))}
          </>
        )}
        {open.length > 0 && <span className="px-1.5 text-xs text-ink-3">Add to</span>}
        {open.map((convoy) => (
          <ConvoyTarget key={convoy.id} id={convoy.id} title={convoy.title} />
        ))}
        {canClose && (
          <DropTarget name="closed" place={CLOSED}>
            <CircleSlash className="size-4 text-ink-3" aria-hidden="true" />
            Close without landing…
          </DropTarget>
        )}
      </div>
    </div>
  );
}

const TAKES_WORK: ReadonlySet<AgentView["role"]> = new Set(["worker", "crew", "manager"]);
const CONVOYS = 4;
/** Its column is only there while there is something in it. */
const CLOSED: Place = { kind: "column", column: "closed" };

function isFree({ stage, hookedBy, assignee }: ItemView): boolean {
  return hookedBy === undefined && (assignee === undefined || stage === "queued") && !OVER.has(stage);
}

const OVER: ReadonlySet<ItemView["stage"]> = new Set(["landed", "closed", "review", "merging"]);

/** The manager first: whoever has one talks to it. */
function rank({ role }: AgentView): number {
  return role === "manager" ? 0 : 1;
}

/** Free agents first, then those with the least on their hooks. */
function load(agent: AgentView): number {
  return (agent.hook?.item === undefined ? 0 : 1) + (agent.hook?.queue.length ?? 0);
}

function ProjectTarget({ project }: { project: string }) {
  const place = useMemo((): Place => ({ kind: "project", project }), [project]);
  return (
    <DropTarget name={project} place={place} note="a free worker">
      <FolderGit2 className="size-4 text-ink-3" aria-hidden="true" />
      {project}
    </DropTarget>
  );
}

function AgentTarget({ agent: { path, project, name, role, hook } }: { agent: AgentView }) {
  const place = useMemo((): Place => ({ kind: "agent", agent: path, project }), [path, project]);
  const note = role === "manager" ? "manager" : hook?.item === undefined ? "free" : "next in turn";
  return (
    <DropTarget name={path} place={place} note={note}>
      <Avatar agent={path} />
      {lastPart(name)}
    </DropTarget>
  );
}

function ConvoyTarget({ id, title }: { id: string; title: string }) {
  const place = useMemo((): Place => ({ kind: "convoy", convoy: { id, title } }), [id, title]);
  return (
    <DropTarget name={id} place={place}>
      <Truck className="size-4 text-ink-3" aria-hidden="true" />
      <span className="max-w-40 truncate">{title}</span>
    </DropTarget>
  );
}

type DropTargetProps = {
  readonly name: string;
  readonly place: Place;
  readonly note?: string;
  readonly children: ReactNode;
};

function DropTarget({ name, place, note, children }: DropTargetProps) {
  const element = useRef<HTMLDivElement>(null);
  const { isOver, verdict } = useMoveTarget(element, place);
  return (
    <div
      ref={element}
      data-drop-target={name}
      data-allowed={verdict?.isAllowed}
      data-over={isOver || undefined}
      className="flex h-9 items-center gap-2 rounded-md border border-dashed border-line-strong px-2.5 text-sm text-ink-2 data-over:border-solid data-over:border-accent data-over:bg-accent-wash data-over:text-ink"
    >
      {children}
      {note !== undefined && <span className="text-2xs text-ink-3">{note}</span>}
    </div>
  );
}
