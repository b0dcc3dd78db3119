import { Ellipsis, SquareTerminal } from "lucide-react";
import type { AgentView } from "../../../shared/model/agent.ts";
import { agentMenuEntries } from "../../lib/agent-menu.tsx";
import { StateButton } from "../../lib/evidence/state-button.tsx";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { Menu } from "../../ui/menu.tsx";

/** Who it is, how it is, and what can be done to it. */
export function AgentHeader({ view }: { view: AgentView }) {
  const services = useServices();
  const { panes } = services;
  const what = [view.role.replaceAll("-", " "), view.runtime, view.model].filter((part) => part !== undefined);
  return (
    <header className="flex shrink-0 items-center gap-3 px-5 pt-3.5 pb-2.5">
      <Avatar agent={view.path} size="m" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex min-w-0 items-center gap-2.5">
          <h2 className="min-w-8 truncate text-lg font-semibold">{view.name}</h2>
          <StateButton agent={view.path} view={view} />
        </div>
        <p className="truncate text-xs text-ink-3">
          {view.project === undefined ? "" : `${view.project} · `}
          {what.join(" · ")}
          {view.specialities.length > 0 && ` · ${view.specialities.join(", ")}`}
          {view.decommissionedAt !== undefined && " · let go"}
        </p>
      </div>
      <Hint text="Open its terminal" command="agent.open">
        <Button
          size="s"
          onClick={() => {
            panes.open({ kind: "terminal", agent: view.path });
          }}
        >
          <SquareTerminal className="size-3.5" /> <span className="@max-[24rem]:sr-only">Terminal</span>
        </Button>
      </Hint>
      <Menu
        trigger={<IconButton label={`Actions for ${view.name}`} icon={<Ellipsis />} />}
        entries={agentMenuEntries(view, services)}
      />
    </header>
  );
}
