import { Truck, X } from "lucide-react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useConvoys } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";

/** The convoys an item travels with; each leads to its board. */
export function ItemConvoys({ item }: { item: ItemView }) {
  const { actions, panes, ui } = useServices();
  const isPast = useIsPast();
  const convoys = useConvoys().data?.filter(({ id }) => item.convoys.includes(id)) ?? [];
  return (
    <span className="flex flex-wrap items-center gap-1">
      {convoys.map((convoy) => (
        <span key={convoy.id} className="group flex h-5 items-center rounded-sm bg-hover text-xs text-ink-2">
          <button
            type="button"
            onClick={() => {
              ui.set({ boardConvoy: convoy.id });
              panes.open({ kind: "board" });
            }}
            className="flex max-w-48 items-center gap-1 rounded-sm px-1.5 hover:text-ink"
          >
            <Truck className="size-3 shrink-0 text-ink-3" aria-hidden="true" />
            <span className="truncate">{convoy.title}</span>
          </button>
          {!isPast && (
            <IconButton
              label={`Take it out of ${convoy.title}`}
              icon={<X />}
              className="size-5 [&_svg]:size-3"
              onClick={() => void actions.removeFromConvoy(convoy, [item.id])}
            />
          )}
        </span>
      ))}
      {isPast ? (
        convoys.length === 0 && <span className="text-xs text-ink-3">None</span>
      ) : (
        <button
          type="button"
          onClick={() => {
            ui.openDialog({ kind: "add-to-convoy", items: [item.id] });
          }}
          className="h-5 rounded-sm px-1 text-xs text-ink-3 hover:bg-hover hover:text-ink"
        >
          {convoys.length === 0 ? "Add to a convoy…" : "Add…"}
        </button>
      )}
    </span>
  );
}
