import { Command } from "cmdk";
import { Plus, Truck } from "lucide-react";
import { useState } from "react";
import { countOf } from "../../lib/names.ts";
import { useConvoys } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Dialog } from "../../ui/dialog.tsx";

/** Picks the convoy that items join, or makes one of them. */
export function AddToConvoyDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions, ui } = useServices();
  const convoys = useConvoys();
  const [text, setText] = useState("");
  const typed = text.trim().toLowerCase();
  const found = (convoys.data ?? [])
    .filter((convoy) => convoy.title.toLowerCase().includes(typed))
    .toSorted((a, b) => Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined));
  const what = countOf(items);
  return (
    <Dialog title={`Add ${what} to a convoy`} onClose={onClose} width={480} testId="add-to-convoy">
      <Command shouldFilter={false} loop label={`Add ${what} to`} className="flex min-h-0 flex-col pt-2">
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={setText}
          placeholder="Which convoy?"
          className="h-10 border-y border-line bg-transparent px-5 text-base outline-none"
        />
        <Command.List className="max-h-80 overflow-y-auto p-1.5">
          {found.map((convoy) => (
            <Command.Item
              key={convoy.id}
              value={convoy.id}
              onSelect={() => {
                onClose();
                void actions.addToConvoy(convoy, items);
              }}
              className={ROW}
            >
              <Truck className="size-4 text-ink-3" aria-hidden="true" />
              <span className="min-w-0 flex-1 truncate">{convoy.title}</span>
              <span className="text-sm text-ink-3 tabular-nums">
                {convoy.closedAt === undefined
                  ? `${convoy.progress.landed}/${convoy.progress.total}`
                  : "opens it again"}
              </span>
            </Command.Item>
          ))}
          <Command.Item
            value="/new"
            onSelect={() => {
              ui.openDialog({ kind: "create-convoy", items });
            }}
            className={ROW}
          >
            <Plus className="size-4 text-ink-3" aria-hidden="true" />
            <span className="flex-1">New convoy…</span>
          </Command.Item>
        </Command.List>
      </Command>
    </Dialog>
  );
}

const ROW =
  "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink";
