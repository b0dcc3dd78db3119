import type { IDockviewPanelHeaderProps } from "dockview-react";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useConvoys, useSubmission } from "../../lib/server-state/queries.ts";
import { lastPart } from "../../lib/names.ts";
import { type PaneSpec, parsePaneSpec } from "../../lib/pane-kinds.ts";
import { useServices } from "../../lib/services.tsx";
import { sessionTone } from "../../lib/stage.ts";
import { type CommandId, commandInfo } from "../../lib/commands/catalogue.ts";
import { Dot } from "../../ui/badge.tsx";
import { ContextMenu, type MenuEntry } from "../../ui/menu.tsx";
import { PaneMark } from "./pane-mark.tsx";
import { paneKindInfo } from "./pane-kinds.tsx";

/** Our own tab: dockview's nests a button in a tab, which screen readers cannot make sense of. */
export function PaneTab({ api, params }: IDockviewPanelHeaderProps) {
  const spec = parsePaneSpec(params);
  const [title, setTitle] = useState(api.title);
  useEffect(() => {
    const change = api.onDidTitleChange((event) => {
      setTitle(event.title);
    });
    return () => {
      change.dispose();
    };
  }, [api]);
  const { runCommand } = useServices();
  const entries = (): readonly MenuEntry[] => {
    const entry = (id: CommandId, label: string): MenuEntry => ({
      label,
      keys: commandInfo(id).keys?.[0],
      run() {
        api.setActive();
        runCommand(id);
      },
    });
    const place = api.location.type;
    return [
      entry("pane.close", "Close"),
      entry("pane.close-others", "Close the others"),
      entry("pane.reopen", "Open what was closed last"),
      "separator",
      entry("pane.split-right", "Split off to the right"),
      entry("pane.split-down", "Split off below"),
      "separator",
      ...(place === "grid" ? [entry("pane.maximise", api.isMaximized() ? "Restore" : "Maximise")] : []),
      ...(place === "popout" ? [] : [entry("pane.float", place === "grid" ? "Float" : "Dock")]),
      entry("pane.pop-out", place === "popout" ? "Back into the main window" : "Window of its own"),
    ];
  };
  return (
    <ContextMenu entries={entries}>
      <div
        data-pane={api.id}
        className="group/tab flex h-full items-center gap-1.5 pr-1 pl-2.5 text-xs"
        onAuxClick={(event) => {
          if (event.button === 1) api.close();
        }}
      >
        {spec === undefined ? null : <PaneIcon spec={spec} />}
        {spec === undefined ? title : <PaneName spec={spec} title={title ?? ""} />}
        {spec !== undefined && <PaneMark spec={spec} />}
        {/* For the pointer only: the keyboard closes panes by a command. */}
        <span
          aria-hidden="true"
          title="Close pane"
          onPointerDown={(event) => {
            event.stopPropagation();
          }}
          onClick={(event) => {
            event.stopPropagation();
            api.close();
          }}
          className="flex size-4 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover/tab:opacity-100 hover:bg-active hover:text-ink"
        >
          <X className="size-3" />
        </span>
      </div>
    </ContextMenu>
  );
}

/** What a pane is about by its name, where its spec has only an id. */
function PaneName({ spec, title }: { spec: PaneSpec; title: string }) {
  switch (spec.kind) {
    case "item":
      return <span className="font-mono text-2xs">{title}</span>;
    case "convoy":
      return <ConvoyName convoy={spec.convoy} title={title} />;
    case "work-graph":
      return spec.scope.startsWith("convoy/") ? (
        <ConvoyName convoy={lastPart(spec.scope)} title={title} before="Graph of " />
      ) : (
        <span>{title}</span>
      );
    case "conflict":
      return <ConflictName submission={spec.submission} title={title} />;
    default:
      return <span>{title}</span>;
  }
}

function ConvoyName({ convoy, title, before = "" }: { convoy: string; title: string; before?: string }) {
  const known = useConvoys().data?.find(({ id }) => id === convoy);
  return <span className="max-w-56 truncate">{known === undefined ? title : `${before}${known.title}`}</span>;
}

/** The item is what one knows it by. */
function ConflictName({ submission, title }: { submission: string; title: string }) {
  const item = useSubmission(submission).data?.submission.item;
  return <span>{item === undefined ? title : `Conflict of ${item}`}</span>;
}

function PaneIcon({ spec }: { spec: PaneSpec }) {
  if (spec.kind === "terminal") return <AgentDot agent={spec.agent} />;
  const { icon: Icon } = paneKindInfo(spec.kind);
  return <Icon className="size-3.5 opacity-70" />;
}

function AgentDot({ agent }: { agent: string }) {
  const status = useStore(useServices().sessions.store, ({ byAgent }) => byAgent.get(agent));
  const tone = status === undefined ? "faint" : sessionTone[status.state];
  return (
    <>
      <Dot tone={tone} isLive={tone === "working"} />
      <span className="sr-only">{`Terminal of ${lastPart(agent)}`}</span>
    </>
  );
}
