import type { IDockviewPanelHeaderProps } from "dockview-react";
import { X } from "lucide-react";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
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
  const follow = useCallback(
    (changed: () => void) => {
      const change = api.onDidTitleChange(changed);
      return () => {
        change.dispose();
      };
    },
    [api],
  );
  const title = useSyncExternalStore(follow, () => api.title);
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
        <span className={spec?.kind === "item" ? "font-mono text-2xs" : "max-w-64 truncate"}>{title}</span>
        {spec !== undefined && (
          <PaneNamer
            spec={spec}
            onName={(name) => {
              api.setTitle(name);
            }}
          />
        )}
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

interface Naming {
  /** Told whenever it is another one. */
  onName(name: string): void;
}

/** Calls a pane by the name of what it is about, as soon as that is known, where its spec has only an id. Draws nothing. */
function PaneNamer({ spec, onName }: Naming & { spec: PaneSpec }) {
  if (spec.kind === "convoy") return <ConvoyNamer convoy={spec.convoy} before="" onName={onName} />;
  if (spec.kind === "conflict") return <ConflictNamer submission={spec.submission} onName={onName} />;
  if (spec.kind === "work-graph" && spec.scope.startsWith("convoy/")) {
    return <ConvoyNamer convoy={lastPart(spec.scope)} before="Graph of " onName={onName} />;
  }
  return null;
}

function ConvoyNamer({ convoy, before, onName }: Naming & { convoy: string; before: string }) {
  const title = useConvoys().data?.find(({ id }) => id === convoy)?.title;
  useName(title === undefined ? undefined : `${before}${title}`, onName);
  return null;
}

/** The item is what one knows it by. */
function ConflictNamer({ submission, onName }: Naming & { submission: string }) {
  const item = useSubmission(submission).data?.submission.item;
  useName(item === undefined ? undefined : `Conflict of ${item}`, onName);
  return null;
}

function useName(name: string | undefined, onName: (name: string) => void): void {
  const tell = useRef(onName);
  useEffect(() => {
    tell.current = onName;
  });
  useEffect(() => {
    if (name !== undefined) tell.current(name);
  }, [name]);
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
