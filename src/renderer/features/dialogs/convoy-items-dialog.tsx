import { useState } from "react";
import { useConvoys, useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { ChosenItems } from "./chosen-items.tsx";
import { ItemFinder } from "./item-finder.tsx";

/** Adds items to a convoy and takes others out; saved together. */
export function ConvoyItemsDialog({ convoy: id, onClose }: { convoy: string; onClose: () => void }) {
  const { actions } = useServices();
  const items = useItems();
  const convoy = useConvoys().data?.find((known) => known.id === id);
  const [draft, setDraft] = useState<readonly string[]>();
  if (convoy === undefined) return null;
  const before = convoy.items;
  const chosen = draft ?? before;
  const added = chosen.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !chosen.includes(item));

  const toggle = (item: string) => {
    setDraft(chosen.includes(item) ? chosen.filter((other) => other !== item) : [...chosen, item]);
  };
  const save = async () => {
    if (removed.length > 0 && !(await actions.removeFromConvoy(convoy, removed))) return;
    if (added.length > 0 && !(await actions.addToConvoy(convoy, added))) return;
    onClose();
  };

  return (
    <Dialog
      title={`Items of ${convoy.title}`}
      description={
        convoy.closedAt === undefined
          ? "Items taken out stay in the ledger."
          : "It is complete. Adding an item opens it again."
      }
      onClose={onClose}
      width={560}
      testId="convoy-items"
    >
      <div className="flex min-h-0 flex-col gap-2 overflow-y-auto pt-3">
        <div className="px-5">
          <ChosenItems chosen={chosen} items={items.data ?? []} onRemove={toggle} />
        </div>
        <ItemFinder
          label="Items to add"
          placeholder="Add items…"
          hasFocus
          items={(items.data ?? []).filter((item) => item.status !== "closed" || chosen.includes(item.id))}
          chosen={new Set(chosen)}
          onPick={(item) => {
            toggle(item.id);
          }}
        />
      </div>
      <DialogActions>
        <span className="flex-1 text-sm text-ink-3">
          {[
            ...(added.length === 0 ? [] : [`${added.length} added`]),
            ...(removed.length === 0 ? [] : [`${removed.length} taken out`]),
          ].join(", ")}
        </span>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={added.length + removed.length === 0} onClick={() => void save()}>
          Save items
        </Button>
      </DialogActions>
    </Dialog>
  );
}
