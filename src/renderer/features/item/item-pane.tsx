import { CircleAlert } from "lucide-react";
import { useEffect } from "react";
import { useItem, useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { ItemActions } from "./item-actions.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { ItemChildren } from "./item-children.tsx";
import { ItemLinks } from "./item-links.tsx";
import { ItemTrail } from "./item-trail.tsx";
import { linkRows } from "./link-rows.ts";
import { EditableText, EditableTitle } from "./editable.tsx";
import { SubmissionCard } from "./submission-card.tsx";

const NO_ITEMS: readonly never[] = [];

/** Everything of one item: what it asks for, what it waits for, who works on it, and its whole trail. */
export function ItemPane({ item: id }: { item: string }) {
  const { ui, actions, panes } = useServices();
  const detail = useItem(id);
  const known = useItems().data;
  useEffect(() => {
    ui.set({ focusedItem: id });
  }, [id, ui]);
  if (detail.isError && detail.data === undefined) {
    return <FailureView error={detail.error} retry={() => void detail.refetch()} />;
  }
  if (detail.data === undefined) return <Loading what="Reading the item" />;
  const { item, children, trail } = detail.data;
  const { waitsFor, holdsUp, others } = linkRows(detail.data, known ?? NO_ITEMS);
  const parent = known?.find((other) => other.id === item.parent);
  const edit = (change: { title?: string; description?: string; acceptance?: string; notes?: string }) =>
    void actions.attempt(`change ${item.id}`, "item.edit", { item: item.id, ifVersion: item.version, ...change });
  return (
    <article
      data-testid="item"
      data-item={item.id}
      data-stage={item.stage}
      aria-label={`${item.id} ${item.title}`}
      tabIndex={-1}
      data-pane-focus
      onFocusCapture={() => {
        ui.set({ focusedItem: item.id });
      }}
      className="h-full overflow-y-auto bg-pane outline-none"
    >
      <div className="mx-auto flex max-w-[860px] flex-col gap-5 px-5 py-4">
        <header className="flex flex-col gap-2">
          <div className="flex items-center gap-2">
            <span className="text-selectable font-mono text-xs text-ink-3">{item.id}</span>
            <span className="text-xs text-ink-3">{item.project ?? "Workspace"}</span>
            <span className="flex-1" />
            <ItemActions item={item} />
          </div>
          {item.parent !== undefined && (
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item: item.parent ?? item.id });
              }}
              className="flex items-baseline gap-1.5 self-start text-xs text-ink-3 hover:text-ink"
            >
              Part of <span className="font-mono text-2xs">{item.parent}</span>
              <span className="text-ink-2">{parent?.title}</span>
            </button>
          )}
          <EditableTitle value={item.title} onSave={(title) => edit({ title })} />
          <ItemFacts item={item} />
        </header>
        {/* A submission tells its trouble itself, with the gates. */}
        {item.trouble !== undefined && item.submission === undefined && (
          <p
            data-tone="trouble"
            className="tone-wash text-selectable flex items-start gap-2 rounded-md px-3 py-2 text-sm"
          >
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {item.trouble}
          </p>
        )}
        {item.submission !== undefined && <SubmissionCard submission={item.submission} />}
        <EditableText
          label="Description"
          placeholder="What should be built, and why"
          value={item.description}
          onSave={(description) => edit({ description })}
        />
        <EditableText
          label="Acceptance"
          placeholder="How to tell that it is done"
          value={item.acceptance}
          onSave={(acceptance) => edit({ acceptance })}
        />
        <ItemChildren item={item} childItems={children} />
        <ItemLinks
          title="Waits for"
          rows={waitsFor}
          add={{
            label: "Link to an item…",
            run: () => {
              ui.openDialog({ kind: "link-item", item: item.id });
            },
          }}
        />
        <ItemLinks title="Holds up" rows={holdsUp} />
        <ItemLinks title="Linked" rows={others} />
        <EditableText
          label="Notes"
          placeholder="What was learned on the way"
          value={item.notes}
          onSave={(notes) => edit({ notes })}
        />
        <ItemTrail trail={trail} />
      </div>
    </article>
  );
}
