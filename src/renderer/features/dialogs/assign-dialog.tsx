import { Command } from "cmdk";
import { UserRound, UserRoundX } from "lucide-react";
import { useState } from "react";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { countOf } from "../../lib/names.ts";
import { useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { slingTargets } from "./sling-targets.ts";

/** Says whose items are, without putting them on a hook. */
export function AssignDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions } = useServices();
  const overview = useOverview();
  const all = useItems();
  const [text, setText] = useState("");
  const chosen = all.data?.filter((item) => items.includes(item.id)) ?? [];
  const projects = new Set(chosen.map((item) => item.project));
  const agents = slingTargets({
    projects: [],
    agents: overview.data?.agents ?? [],
    project: projects.size === 1 ? [...projects][0] : undefined,
    text,
  });
  const isTyped = (name: string) => name.includes(text.trim().toLowerCase());
  const give = (to: IdentityPath | null) => {
    onClose();
    void actions.assign(items, to);
  };
  const what = countOf(items);
  return (
    <Dialog
      title={`Assign ${what}`}
      description={chosen.length === 1 ? chosen[0]?.title : "Says whose they are. Slinging also lets the agent begin."}
      onClose={onClose}
      width={480}
      testId="assign"
    >
      <Command shouldFilter={false} loop label={`Assign ${what} to`} className="flex min-h-0 flex-col pt-2">
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={setText}
          placeholder="To whom?"
          className="h-10 border-y border-line bg-transparent px-5 text-base outline-none"
        />
        <Command.List className="max-h-80 overflow-y-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-sm text-ink-3">Nobody fits</Command.Empty>
          {isTyped("you") && (
            <Command.Item value="/you" onSelect={() => give(USER)} className={ROW}>
              <UserRound className="size-5 p-0.5 text-ink-3" aria-hidden="true" />
              <span className="flex-1">You</span>
            </Command.Item>
          )}
          {isTyped("nobody") && chosen.some((item) => item.assignee !== undefined) && (
            <Command.Item value="/nobody" onSelect={() => give(null)} className={ROW}>
              <UserRoundX className="size-5 p-0.5 text-ink-3" aria-hidden="true" />
              <span className="flex-1">Nobody</span>
              <span className="text-sm text-ink-3">gives {items.length === 1 ? "it" : "them"} back</span>
            </Command.Item>
          )}
          {agents.map((target) => (
            <Command.Item
              key={target.to}
              value={target.to}
              onSelect={() => {
                const agent = overview.data?.agents.find(({ path }) => path === target.to);
                if (agent !== undefined) give(agent.path);
              }}
              className={ROW}
            >
              <Avatar agent={target.to} />
              <span className="flex-1">{target.title}</span>
              <span className="text-sm text-ink-3">{target.note}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

const ROW =
  "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink";
