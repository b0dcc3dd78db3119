import { Command } from "cmdk";
import { FolderGit2 } from "lucide-react";
import { useState } from "react";
import { useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { slingTargets } from "./sling-targets.ts";

/** The keyboard's way of dragging a card: pick where the items go. */
export function SlingDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions } = useServices();
  const overview = useOverview();
  const all = useItems();
  const [text, setText] = useState("");
  const chosen = all.data?.filter((item) => items.includes(item.id)) ?? [];
  const projects = new Set(chosen.map((item) => item.project));
  const targets = slingTargets({
    projects: overview.data?.projects ?? [],
    agents: overview.data?.agents ?? [],
    project: projects.size === 1 ? [...projects][0] : undefined,
    text,
  });
  const what = items.length === 1 ? (items[0] ?? "") : `${items.length} items`;
  return (
    <Dialog
      title={`Sling ${what}`}
      description={chosen.length === 1 ? chosen[0]?.title : "Onto the hook of an agent, or of a free worker"}
      onClose={onClose}
      width={480}
      testId="sling"
    >
      <Command shouldFilter={false} loop label={`Sling ${what} to`} className="flex min-h-0 flex-col pt-2">
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={setText}
          placeholder="To whom?"
          className="h-10 border-y border-line bg-transparent px-5 text-base outline-none"
        />
        <Command.List className="max-h-80 overflow-y-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-sm text-ink-3">
            {overview.data === undefined ? "Reading the workspace" : "No agent or project fits"}
          </Command.Empty>
          {targets.map((target) => (
            <Command.Item
              key={target.to}
              value={target.to}
              onSelect={() => {
                onClose();
                void actions.sling(items, target.to);
              }}
              className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink"
            >
              {target.kind === "project" ? (
                <FolderGit2 className="size-5 p-0.5 text-ink-3" aria-hidden="true" />
              ) : (
                <Avatar agent={target.to} />
              )}
              <span className="flex-1">{target.title}</span>
              <span className="text-sm text-ink-3">{target.note}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
