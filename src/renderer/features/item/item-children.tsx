import type { ItemView } from "../../../shared/model/work-item.ts";
import { useServices } from "../../lib/services.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { ItemLinks } from "./item-links.tsx";

const AT_WORK: ReadonlySet<ItemView["stage"]> = new Set(["queued", "in-progress", "review", "merging"]);

/** The children of an epic, how far they are, and a way to add one. */
export function ItemChildren({ item, childItems }: { item: ItemView; childItems: readonly ItemView[] }) {
  const { ui } = useServices();
  if (childItems.length === 0 && item.type !== "epic") return null;
  const done = childItems.filter((child) => child.status === "closed").length;
  const atWork = childItems.filter((child) => AT_WORK.has(child.stage)).length;
  return (
    <ItemLinks
      title="Children"
      rows={childItems.map((child) => ({ id: child.id, item: child, kind: "blocks" }))}
      {...(item.status === "closed"
        ? {}
        : {
            add: {
              label: "New child item…",
              run: () => {
                ui.openDialog({ kind: "create-item", parent: item.id });
              },
            },
          })}
    >
      {childItems.length === 0 ? (
        <p className="text-sm text-ink-3">An epic is done when all its children are.</p>
      ) : (
        <div className="flex items-center gap-3 pb-1">
          <ProgressBar
            className="flex-1"
            label={`Progress of ${item.id}`}
            parts={[
              { label: "Done", count: done, tone: "landed" },
              { label: "At work", count: atWork, tone: "working", isLive: true },
              { label: "To do", count: childItems.length - done - atWork, tone: "neutral" },
            ]}
          />
          <span className="text-xs text-ink-3 tabular-nums">
            {done} of {childItems.length} done
          </span>
        </div>
      )}
    </ItemLinks>
  );
}
