import { Ellipsis, Eye, Keyboard, Search } from "lucide-react";
import { useStore } from "zustand";
import type { AgentView } from "../../../shared/model/agent.ts";
import { agentMenuEntries } from "../../lib/agent-menu.tsx";
import { StateButton } from "../../lib/evidence/state-button.tsx";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

export type TerminalHeaderProps = {
  readonly agent: string;
  /** Absent while the workspace is read, and for an agent it does not know. */
  readonly view: AgentView | undefined;
  readonly terminal: LiveTerminal;
};

const MODES = [
  { value: "watch", label: "Watching", icon: <Eye /> },
  { value: "control", label: "Typing", icon: <Keyboard /> },
] as const;

export function TerminalHeader({ agent, view, terminal }: TerminalHeaderProps) {
  const services = useServices();
  const { panes } = services;
  const mode = useStore(terminal.state, (state) => state.mode);
  const item = view?.hook?.item;
  return (
    <header className="@container flex h-9 shrink-0 items-center gap-2 border-b border-line bg-pane px-2.5">
      <Avatar agent={agent} className="@max-[11rem]:hidden" />
      <h2 className="max-w-36 shrink-0 truncate text-base font-medium @max-[17rem]:min-w-6 @max-[17rem]:shrink">
        {view?.name ?? lastPart(agent)}
      </h2>
      <StateButton agent={agent} view={view} />
      {item !== undefined && (
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item });
          }}
          className="hidden min-w-0 items-baseline gap-1.5 truncate text-left text-xs text-ink-3 hover:text-ink @sm:flex"
        >
          <span className="shrink-0 font-mono text-2xs">{item}</span>
          <span className="truncate">{view?.itemTitle}</span>
        </button>
      )}
      <span className="min-w-0 flex-1" />
      <span className="hidden @md:inline">
        <Segmented
          label="Terminal mode"
          value={mode}
          options={MODES}
          onChange={(next) => {
            terminal.setMode(next);
          }}
        />
      </span>
      <span className="@md:hidden @max-[12rem]:hidden">
        <Segmented
          label="Terminal mode"
          value={mode}
          options={MODES}
          isIconOnly
          onChange={(next) => {
            terminal.setMode(next);
          }}
        />
      </span>
      <IconButton
        label="Find in terminal"
        keys="Mod+F"
        className="@max-[17rem]:hidden"
        icon={<Search />}
        onClick={() => {
          terminal.setSearching(true);
        }}
      />
      <Menu
        trigger={<IconButton label={`Actions for ${lastPart(agent)}`} icon={<Ellipsis />} />}
        entries={agentMenuEntries(view ?? { path: agent }, services)}
      />
    </header>
  );
}
