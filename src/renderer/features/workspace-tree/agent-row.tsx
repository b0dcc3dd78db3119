import { Keyboard } from "lucide-react";
import { useMemo, useRef } from "react";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { Age, Ago } from "../../lib/age-view.tsx";
import { usdText } from "../../lib/amounts.ts";
import { agentMenuEntries } from "../../lib/agent-menu.tsx";
import { CollisionMark } from "../../lib/collisions/collision-mark.tsx";
import { useDraggableAgent, useMoveTarget } from "../../lib/drag.tsx";
import { useAgentOutsideDrop } from "../../lib/outside-agent.ts";
import { EvidenceLine } from "../../lib/evidence/evidence-line.tsx";
import { fillOf, groundOf } from "../../lib/evidence/words.ts";
import type { Place } from "../../lib/moves/judge.ts";
import { useSessionStatus } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { RowMenu } from "./row-menu.tsx";
import type { TreeRow } from "./tree-model.ts";

export type AgentRowProps = {
  readonly row: Extract<TreeRow, { kind: "agent" }>;
  /** Dollars so far; undefined where no price is known. */
  readonly cost: number | undefined;
  readonly isStop: boolean;
  onFocus(): void;
  onOpen(): void;
};

/** Roles that work on a hook of their own, and so can be slung to. */
const TAKES_WORK: ReadonlySet<AgentView["role"]> = new Set(["worker", "crew", "manager"]);

export function AgentRow({ row, cost, isStop, onFocus, onOpen }: AgentRowProps) {
  const { agent, level } = row;
  const services = useServices();
  const { ui } = services;
  const status = useSessionStatus(agent);
  const element = useRef<HTMLDivElement>(null);
  const takesWork = TAKES_WORK.has(agent.role);
  const { path, project } = agent;
  const place = useMemo(
    (): Place | undefined => (takesWork ? { kind: "agent", agent: path, project } : undefined),
    [takesWork, path, project],
  );
  const { isOver, verdict } = useMoveTarget(element, place);
  useDraggableAgent(element, takesWork ? agent : undefined);
  const outside = useAgentOutsideDrop(path);
  const isShown = useUi(({ focusedAgent }) => focusedAgent === agent.path);
  const state = agent.parked === undefined ? stateLabel(status) : "Parked";
  return (
    <Hint text={<AgentTooltip agent={agent} status={status} />} side="right">
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree hears the keys */}
      <div
        ref={element}
        role="treeitem"
        aria-level={level}
        aria-setsize={row.siblings}
        aria-posinset={row.position}
        aria-selected={isShown}
        data-key={row.key}
        data-agent={agent.path}
        data-state={status?.state ?? "none"}
        data-over={(isOver && verdict?.isAllowed !== false) || outside.isOver || undefined}
        {...outside.handlers}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => {
          onFocus();
          ui.set({ focusedAgent: agent.path });
        }}
        onClick={onOpen}
        className={classNames(
          "group flex min-h-(--row) flex-col justify-center rounded-md py-0.5 pr-1 hover:bg-hover data-over:bg-accent-wash data-over:outline-2 data-over:outline-accent",
          level === 1 ? "pl-[9px]" : level === 2 ? "pl-[26px]" : "pl-[30px]",
          isShown && "bg-active",
          verdict?.isAllowed === false && "opacity-50",
          verdict?.isAllowed === true && "outline-1 -outline-offset-1 outline-accent/35 outline-dashed",
        )}
      >
        <span className="flex items-center gap-2">
          <StateMark state={agent.parked === undefined ? status?.state : "stalled"} className="-ml-0.5" />
          <span className={classNames("min-w-0 truncate text-base", status === undefined ? "text-ink-3" : "text-ink")}>
            {agent.name}
          </span>
          <CollisionMark of={{ agent: agent.path }} className="-mx-1" />
          <span className="sr-only">
            {`, ${state}, `}
            {status !== undefined && <EvidenceLine status={status} />}
          </span>
          <span className="flex-1" />
          {agent.session?.takenOver !== undefined && (
            <span title="You have its keyboard" data-tone="attention" className="shrink-0 text-tone">
              <Keyboard className="size-3.5" aria-hidden="true" />
              <span className="sr-only">, you have its keyboard</span>
            </span>
          )}
          {status !== undefined && (
            <Age
              at={groundOf(status).at}
              className="shrink-0 pr-1 text-2xs text-ink-3 tabular-nums group-hover:hidden"
            />
          )}
          <RowMenu label={`Actions for ${agent.name}`} entries={agentMenuEntries(agent, services)} />
        </span>
        <AgentWork agent={agent} status={status} cost={cost} />
      </div>
    </Hint>
  );
}

/** What it is on, how far it says it is, how full its context is, and what it has cost; nothing where there is none of it. */
function AgentWork({
  agent,
  status,
  cost,
}: {
  agent: AgentView;
  status: SessionStatus | undefined;
  cost: number | undefined;
}) {
  const work = agent.parked === undefined ? (agent.itemTitle ?? agent.hook?.item) : "Parked";
  const fill = status?.context === undefined ? undefined : fillOf(status.context);
  const step = stepOf(status?.progress?.text, work);
  if (work === undefined && fill === undefined && cost === undefined) return null;
  return (
    <span className="flex items-center gap-2 pr-1 pl-5 text-xs text-ink-3">
      <span className="min-w-0 flex-1 truncate">
        {work}
        {step !== undefined && <span className="text-ink-2">{work === undefined ? step : ` · ${step}`}</span>}
      </span>
      {fill !== undefined && (
        <span data-tone={fill.tone} title={`Context: ${fill.text} tokens`} className="shrink-0">
          <span className="sr-only">{`, context ${Math.round(fill.share * 100)}% full`}</span>
          <span aria-hidden="true" className="block h-1 w-7 overflow-hidden rounded-full bg-active">
            <span className="block h-full rounded-full bg-tone" style={{ width: `${fill.share * 100}%` }} />
          </span>
        </span>
      )}
      {cost !== undefined && cost > 0 && (
        <span title="Cost so far" className="shrink-0 text-2xs tabular-nums">
          <span className="sr-only">, cost so far </span>
          {usdText(cost)}
        </span>
      )}
    </span>
  );
}

/** What it says of how far it is, without the title of its work, which many begin with. */
function stepOf(said: string | undefined, work: string | undefined): string | undefined {
  if (said === undefined || work === undefined) return said;
  const [spoken, title] = [said.toLowerCase(), work.toLowerCase()];
  if (title.startsWith(spoken)) return undefined;
  const rest = spoken.startsWith(title) ? said.slice(work.length).replace(/^[\s:.,;·–—-]+/, "") : said;
  return rest === "" ? undefined : rest;
}

function stateLabel(status: SessionStatus | undefined): string {
  return status === undefined ? "No session" : sessionLabel[status.state];
}

function AgentTooltip({ agent, status }: { agent: AgentView; status: SessionStatus | undefined }) {
  return (
    <span className="flex flex-col gap-0.5 py-0.5">
      <span className="text-ink">
        {agent.parked === undefined ? stateLabel(status) : "Parked"}
        {status !== undefined && (
          <span className="text-ink-3">
            {" "}
            for <Age at={status.since} />
          </span>
        )}
      </span>
      <span className="text-ink-3">
        {agent.parked ?? status?.evidence ?? "Sessions start when there is work."}
        {agent.parked === undefined && status !== undefined && (
          <>
            , <Ago at={status.evidenceAt} />
          </>
        )}
      </span>
      {status?.contradiction !== undefined && <span className="text-attention">{status.contradiction}</span>}
      {status?.progress !== undefined && <span className="text-ink-2">“{status.progress.text}”</span>}
      {agent.hook?.item !== undefined && (
        <span className="font-mono text-2xs text-ink-3">
          {agent.hook.item} · {agent.hook.branch === "" ? "no branch yet" : agent.hook.branch}
        </span>
      )}
    </span>
  );
}
