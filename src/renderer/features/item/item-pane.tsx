import { CircleAlert, Plus, Waypoints } from "lucide-react";
import { useEffect, useMemo } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { failureOf } from "../../lib/call-failure.ts";
import { CollisionNote } from "../../lib/collisions/collision-note.tsx";
import { GatheringNote } from "../../lib/integrations/gathering-note.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useItem, useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { ItemActions } from "./item-actions.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { ItemChildren } from "./item-children.tsx";
import { ItemComments } from "./item-comments.tsx";
import { ItemCompaction } from "./item-compaction.tsx";
import { ItemGate } from "./item-gate.tsx";
import { GatherOffer, ItemIntegration } from "./item-integration.tsx";
import { ItemLinks } from "./item-links.tsx";
import { ItemTrail } from "./item-trail.tsx";
import { linkGroups } from "./link-rows.ts";
import { EditableText, EditableTitle } from "./editable.tsx";
import { ItemWaits } from "./item-waits.tsx";
import { SubmissionCard } from "./submission-card.tsx";

const NO_ITEMS: readonly ItemView[] = [];

/** Everything of one item: what it asks for, what it waits for, who works on it, and its whole trail. */
export function ItemPane({ item: id }: { item: string }) {
  const { ui, actions, panes, runCommand } = useServices();
  const isPast = useIsPast();
  const detail = useItem(id);
  const known = useItems().data;
  const groups = useMemo(
    () => (detail.data === undefined ? [] : linkGroups(detail.data, known ?? NO_ITEMS)),
    [detail.data, known],
  );
  const byId = useMemo(() => new Map((known ?? NO_ITEMS).map((one) => [one.id, one])), [known]);
  useEffect(() => {
    ui.set({ focusedItem: id });
  }, [id, ui]);
  if (detail.isError && isPast && failureOf(detail.error).code === "item-not-found") {
    return (
      <EmptyState icon={<CircleAlert />} title={`${id} was not there yet`}>
        The window shows the past, before it was created.
      </EmptyState>
    );
  }
  if (detail.isError && detail.data === undefined) {
    return <FailureView error={detail.error} retry={() => void detail.refetch()} />;
  }
  if (detail.data === undefined) return <Loading what="Reading the item" />;
  const { item, children, comments, trail } = detail.data;
  const parent = item.parent === undefined ? undefined : byId.get(item.parent);
  const edit = (change: {
    title?: string;
    description?: string;
    acceptance?: string;
    design?: string | null;
    notes?: string;
  }) => void actions.attempt(`change ${item.id}`, "item.edit", { item: item.id, ifVersion: item.version, ...change });
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
            <Hint text="Copy id" command="item.copy-id">
              <button
                type="button"
                aria-label={`Copy id ${item.id}`}
                onClick={() => {
                  ui.set({ focusedItem: item.id });
                  runCommand("item.copy-id");
                }}
                className="-mx-1 rounded-sm px-1 font-mono text-xs text-ink-3 hover:bg-hover hover:text-ink"
              >
                {item.id}
              </button>
            </Hint>
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
        <CollisionNote of={{ item: item.id }} />
        <GatheringNote item={item} parentOf={(id) => byId.get(id)?.parent} />
        <ItemWaits item={item} />
        <ItemGate item={item} />
        {item.submission !== undefined && <SubmissionCard submission={item.submission} />}
        <ItemIntegration item={item} hasChildren={children.length > 0} titleOf={(id) => byId.get(id)?.title} />
        <ItemCompaction item={item} />
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
        <EditableText
          label="Design"
          placeholder="How it is to be done"
          value={item.design ?? ""}
          onSave={(design) => edit({ design: design === "" ? null : design })}
        />
        <GatherOffer item={item} hasChildren={children.length > 0} />
        <ItemChildren item={item} childItems={children} />
        <div className="flex flex-col gap-3">
          <div className="flex h-6 items-center gap-2">
            <h3 className="flex-1 text-xs font-medium text-ink-3">
              {groups.length === 0 ? "Linked to nothing" : "Links"}
            </h3>
            <Hint text="Show the graph around it" command="item.graph">
              <Button
                size="s"
                look="ghost"
                onClick={() => {
                  panes.open({ kind: "graph", item: item.id });
                }}
              >
                <Waypoints className="size-3.5" /> Graph
              </Button>
            </Hint>
            {!isPast && (
              <Hint text="Tie it to another item" command="item.link">
                <Button
                  size="s"
                  look="ghost"
                  onClick={() => {
                    ui.openDialog({ kind: "link-item", item: item.id });
                  }}
                >
                  <Plus className="size-3.5" /> Link to an item…
                </Button>
              </Hint>
            )}
          </div>
          {groups.map(({ title, rows }) => (
            <ItemLinks key={title} title={title} rows={rows} />
          ))}
        </div>
        <EditableText
          label="Notes"
          placeholder="What was learned on the way"
          value={item.notes}
          onSave={(notes) => edit({ notes })}
        />
        <ItemComments item={item.id} comments={comments} />
        <ItemTrail item={item.id} trail={trail} />
      </div>
    </article>
  );
}
