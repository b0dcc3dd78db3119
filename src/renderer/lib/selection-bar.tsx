import { CircleSlash, Send, Truck, UserRound, X } from "lucide-react";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf } from "./names.ts";
import { useServices, useUi } from "./services.tsx";

/** What can be done to all items that are picked out; nothing while none is. */
export function SelectionBar() {
  const { ui, actions } = useServices();
  const selected = useUi((state) => state.selected);
  if (selected.length === 0) return null;
  return (
    <div className="rise pointer-events-none absolute inset-x-3 bottom-3 z-10 flex justify-center">
      <div
        role="toolbar"
        aria-label="Picked items"
        data-testid="selection"
        className="pointer-events-auto flex max-w-full flex-wrap items-center gap-1.5 rounded-lg bg-popup p-1.5 pl-3 shadow-popup"
      >
        <span className="pr-1.5 text-sm text-ink-2">{`${countOf(selected)} picked`}</span>
        <Button
          size="s"
          look="primary"
          onClick={() => {
            ui.openDialog({ kind: "sling", items: selected });
          }}
        >
          <Send className="size-3.5" /> Sling…
        </Button>
        <Button
          size="s"
          onClick={() => {
            ui.openDialog({ kind: "create-convoy", items: selected });
          }}
        >
          <Truck className="size-3.5" /> New convoy…
        </Button>
        <Button
          size="s"
          onClick={() => {
            ui.openDialog({ kind: "add-to-convoy", items: selected });
          }}
        >
          Add to a convoy…
        </Button>
        <Button
          size="s"
          onClick={() => {
            ui.openDialog({ kind: "assign", items: selected });
          }}
        >
          <UserRound className="size-3.5" /> Assign…
        </Button>
        <Button
          size="s"
          look="danger"
          onClick={() => {
            actions.closeItems(selected);
          }}
        >
          <CircleSlash className="size-3.5" /> Close…
        </Button>
        <IconButton
          label="Pick nothing"
          keys="Esc"
          icon={<X />}
          onClick={() => {
            ui.set({ selected: [] });
          }}
        />
      </div>
    </div>
  );
}
