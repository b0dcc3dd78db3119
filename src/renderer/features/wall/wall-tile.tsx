import { Ellipsis } from "lucide-react";
import { memo, useEffect, useId, useRef, useState } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import { agentMenuEntries } from "../../lib/agent-menu.tsx";
import { ScreenText } from "../../lib/cells/screen-text.tsx";
import { ContextBar } from "../../lib/evidence/context-bar.tsx";
import { EvidenceLine } from "../../lib/evidence/evidence-line.tsx";
import { useSlingTarget } from "../../lib/drag.tsx";
import { useAgentOutsideDrop } from "../../lib/outside-agent.ts";
import { usePreferences, useServices } from "../../lib/services.tsx";
import { useSessionStatus } from "../../lib/server-state/queries.ts";
import { type Tone, sessionLabel, sessionTone } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { ContextMenu, Menu } from "../../ui/menu.tsx";
import type { WallCanvas } from "./wall-canvas.ts";

export type WallTileProps = {
  readonly agent: AgentView;
  /** Of its state: all of it that the frame itself shows. */
  readonly tone: Tone;
  readonly canvas: WallCanvas;
  /** The one that keys go to, and that Tab reaches. */
  readonly isCurrent: boolean;
  /** Too small for a foot: state and name have to do. */
  readonly isSmall: boolean;
  onFocus(agent: string): void;
};

/**
 * The frame around one agent's screen, which the canvas below draws where this leaves room for it. It stays as it is while
 * only the age of evidence changes: that is in small parts of their own.
 */
export const WallTile = memo(function WallTile(props: WallTileProps) {
  const { agent, tone, canvas, isCurrent, isSmall, onFocus } = props;
  const services = useServices();
  const element = useRef<HTMLLIElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const description = useId();
  const isOver = useSlingTarget(element, agent.path);
  const outside = useAgentOutsideDrop(agent.path);
  const [isLookedAt, setLookedAt] = useState(false);
  const readsAll = usePreferences(({ terminal }) => terminal.screenReader);
  const open = () => {
    services.panes.open({ kind: "terminal", agent: agent.path });
  };
  useEffect(() => {
    return screen.current === null ? undefined : canvas.add(agent.path, screen.current);
  }, [canvas, agent.path]);

  return (
    <ContextMenu entries={() => agentMenuEntries(agent, services)}>
      <li
        ref={element}
        data-agent={agent.path}
        data-tone={tone}
        data-over={isOver || outside.isOver || undefined}
        data-needs={tone === "attention" || tone === "trouble" || undefined}
        onFocusCapture={() => {
          setLookedAt(true);
          onFocus(agent.path);
        }}
        onBlurCapture={() => {
          setLookedAt(false);
        }}
        onPointerEnter={() => {
          setLookedAt(true);
        }}
        onPointerLeave={() => {
          setLookedAt(false);
        }}
        {...outside.handlers}
        className="@container flex min-w-0 flex-col overflow-hidden rounded-lg border border-line outline-offset-[-1px] data-needs:border-tone data-needs:outline-1 data-needs:outline-tone data-over:outline-2 data-over:outline-accent has-[[data-open-terminal]:focus-visible]:outline-2 has-[[data-open-terminal]:focus-visible]:outline-accent"
      >
        <header className="flex h-(--row) w-full shrink-0 items-center gap-2 bg-raised pr-1 pl-2">
          <Avatar agent={agent.path} size="xs" />
          <h3 className="truncate text-sm font-medium">{agent.name}</h3>
          <span className="hidden min-w-0 flex-1 truncate text-xs text-ink-3 @[16rem]:inline">{agent.project}</span>
          <span className="flex-1 @[16rem]:hidden" />
          <State agent={agent} />
          <Menu
            trigger={<IconButton label={`Actions for ${agent.name}`} icon={<Ellipsis />} />}
            entries={agentMenuEntries(agent, services)}
          />
        </header>
        <div ref={screen} className="relative aspect-[5/3] w-full border-y border-line">
          <Notice agent={agent} />
          {(isLookedAt || readsAll) && <ScreenText agent={agent.path} className="sr-only" />}
          {/* Over the screen, which is text to be read rather than the name of a button. */}
          <button
            type="button"
            data-open-terminal
            data-worked-by="enter"
            tabIndex={isCurrent ? 0 : -1}
            aria-label={`Open the terminal of ${agent.name}`}
            aria-describedby={description}
            onClick={open}
            onDoubleClick={() => {
              services.panes.arrange({ kind: "maximise" });
            }}
            className="absolute inset-0 outline-none hover:bg-hover"
          />
          <Description id={description} agent={agent} />
        </div>
        {!isSmall && (
          <footer className="flex h-(--row) w-full shrink-0 items-center gap-2 bg-raised px-2 text-xs text-ink-3">
            <OnHook agent={agent} />
            <Evidence agent={agent} />
          </footer>
        )}
      </li>
    </ContextMenu>
  );
});

function State({ agent }: { agent: AgentView }) {
  const status = useSessionStatus(agent);
  if (agent.parked !== undefined) return <Badge tone="trouble">Parked</Badge>;
  if (status === undefined) return <Badge tone="neutral">No session</Badge>;
  return (
    <Badge tone={sessionTone[status.state]}>
      <StateMark state={status.state} />
      <span data-state={status.state} className="sr-only @[19rem]:not-sr-only">
        {sessionLabel[status.state]}
      </span>
    </Badge>
  );
}

function Evidence({ agent }: { agent: AgentView }) {
  const status = useSessionStatus(agent);
  if (status === undefined) return null;
  return (
    <>
      {status.context !== undefined && <ContextBar context={status.context} className="w-14 shrink-0" />}
      <EvidenceLine status={status} className="shrink-0 truncate tabular-nums" />
    </>
  );
}

function Description({ id, agent }: { id: string; agent: AgentView }) {
  const status = useSessionStatus(agent);
  const state = status === undefined ? "No session" : sessionLabel[status.state];
  const work = agent.hook?.item === undefined ? "nothing on its hook" : `${agent.hook.item} ${agent.itemTitle ?? ""}`;
  return (
    <span id={id} className="sr-only">
      {agent.parked === undefined ? state : "Parked"}, {work}
    </span>
  );
}

/** Over a screen that is not one of now: the last one of a session that ended, or none at all. */
function Notice({ agent }: { agent: AgentView }) {
  const status = useSessionStatus(agent);
  const words =
    agent.parked === undefined
      ? status === undefined
        ? "No session"
        : status.state === "exited" || status.state === "lost"
          ? sessionLabel[status.state]
          : undefined
      : "Parked";
  if (words === undefined) return null;
  return (
    <p className="absolute inset-0 flex items-center justify-center bg-pane/60 text-xs text-ink-2">
      <span className="rounded-sm bg-popup px-2 py-1">{words}</span>
    </p>
  );
}

function OnHook({ agent }: { agent: AgentView }) {
  const { panes } = useServices();
  const item = agent.hook?.item;
  if (item === undefined) return <span className="min-w-0 flex-1 truncate">Nothing on its hook</span>;
  return (
    <button
      type="button"
      onClick={() => {
        panes.open({ kind: "item", item });
      }}
      className="flex min-w-0 flex-1 items-baseline gap-2 rounded-sm text-left hover:text-ink"
    >
      <span className="shrink-0 font-mono text-2xs">{item}</span>
      <span className="truncate text-ink-2">{agent.itemTitle}</span>
    </button>
  );
}
