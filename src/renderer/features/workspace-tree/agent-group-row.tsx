import { ChevronRight, Grid2x2, Megaphone, Pencil, Trash2, Users } from "lucide-react";
import { useRef } from "react";
import { useAgentTarget } from "../../lib/drag.tsx";
import { useServices } from "../../lib/services.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Counts } from "./group-row.tsx";
import { RowMenu } from "./row-menu.tsx";
import type { TreeRow } from "./tree-model.ts";

export type AgentGroupRowProps = {
  readonly row: Extract<TreeRow, { kind: "agent-group" }>;
  readonly isStop: boolean;
  onFocus(): void;
  onToggle(): void;
};

/** A group that the user made, with how its agents fare. Takes dropped agents. */
export function AgentGroupRow({ row, isStop, onFocus, onToggle }: AgentGroupRowProps) {
  const { group, isOpen } = row;
  const { actions, panes, ui } = useServices();
  const element = useRef<HTMLDivElement>(null);
  const isOver = useAgentTarget(element, (agent) => void actions.putIntoGroup(group.id, agent));
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree hears the keys
    <div
      ref={element}
      role="treeitem"
      aria-level={1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={isOpen}
      data-key={row.key}
      data-agent-group={group.name}
      data-over={isOver || undefined}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => {
        onFocus();
        ui.set({ agentGroup: group.id });
      }}
      onClick={onToggle}
      className="group flex h-(--row) items-center gap-1.5 rounded-md pr-1 pl-1 text-base font-medium text-ink hover:bg-hover data-over:bg-accent-wash data-over:outline-2 data-over:outline-accent"
    >
      <ChevronRight
        aria-hidden="true"
        className={classNames("size-3.5 text-ink-3 transition-transform duration-(--fast)", isOpen && "rotate-90")}
      />
      <Users aria-hidden="true" className="size-3.5 text-ink-3" />
      <span className="min-w-0 flex-1 truncate">{group.name}</span>
      <Counts counts={row} />
      <RowMenu
        label={`Actions for the group ${group.name}`}
        entries={[
          {
            label: "Tell all of them…",
            icon: <Megaphone />,
            isDisabled: group.agents.length === 0,
            run: () => {
              ui.openDialog({ kind: "broadcast", agents: group.agents });
            },
          },
          {
            label: "Show on the wall",
            icon: <Grid2x2 />,
            run: () => {
              ui.set({ agentGroup: group.id, wallGroup: group.id });
              panes.open({ kind: "wall" });
            },
          },
          {
            label: "Rename…",
            icon: <Pencil />,
            run: () => {
              ui.openDialog({ kind: "group-name", group: group.id });
            },
          },
          "separator",
          {
            label: "Remove the group",
            icon: <Trash2 />,
            isDestructive: true,
            run: () => void actions.removeGroup(group),
          },
        ]}
      />
    </div>
  );
}
