import { Plus } from "lucide-react";
import { useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { gatheringOf } from "../../lib/integrations/integrations.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useIntegrations } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { ItemLinks } from "./item-links.tsx";

const NONE: readonly never[] = [];
const AT_WORK: ReadonlySet<ItemView["stage"]> = new Set(["queued", "in-progress", "review", "merging"]);

/** The children of an epic, how far they are, and ways to add one. */
export function ItemChildren({ item, childItems }: { item: ItemView; childItems: readonly ItemView[] }) {
  const { ui } = useServices();
  const isPast = useIsPast();
  const integrations = useIntegrations(!isPast);
  if (childItems.length === 0 && item.type !== "epic") return null;
  const done = childItems.filter((child) => child.status === "closed").length;
  const atWork = childItems.filter((child) => AT_WORK.has(child.stage)).length;
  const canAdd = item.status !== "closed" && !isPast;
  return (
    <div className="flex flex-col gap-1">
      <ItemLinks
        title="Children"
        rows={childItems.map((child) => {
          const gathering = isPast ? undefined : gatheringOf(child, integrations.data ?? NONE);
          return {
            id: child.id,
            item: child,
            kind: "blocks",
            ...(gathering === undefined ? {} : { note: `not on ${gathering.integration.target}` }),
          };
        })}
        add={
          canAdd
            ? {
                label: "New child item…",
                run: () => {
                  ui.openDialog({ kind: "create-item", parent: item.id });
                },
              }
            : undefined
        }
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
      {canAdd && <QuickChild parent={item.id} />}
    </div>
  );
}

/** One child after the other by their titles. */
function QuickChild({ parent }: { parent: string }) {
  const { actions, ui } = useServices();
  const [title, setTitle] = useState("");
  const [isSaving, setSaving] = useState(false);
  const add = async () => {
    setSaving(true);
    const outcome = await actions.attempt("add a child", "item.create", { title: title.trim(), parent });
    setSaving(false);
    if (!outcome.ok) return;
    setTitle("");
    ui.announce(`${outcome.value.id} added`);
  };
  return (
    <form
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 focus-within:bg-hover"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== "" && !isSaving) void add();
      }}
    >
      <Plus className="size-3.5 text-ink-3" aria-hidden="true" />
      <input
        aria-label={`Add a child to ${parent}`}
        placeholder="Add a child by its title, then Enter"
        value={title}
        readOnly={isSaving}
        maxLength={500}
        onChange={(event) => {
          setTitle(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") setTitle("");
        }}
        className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
      />
    </form>
  );
}
