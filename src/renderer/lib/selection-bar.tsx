import {
  CalendarDays,
  CircleDot,
  CircleSlash,
  Clock,
  Flag,
  ListTree,
  Send,
  Tag,
  Trash2,
  Truck,
  UserRound,
  X,
} from "lucide-react";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf } from "./names.ts";
import { useServices, useUi } from "./services.tsx";

const FIELDS = [
  { field: "status", label: "Status…", command: "item.status", icon: <CircleDot /> },
  { field: "priority", label: "Priority…", command: "item.priority", icon: <Flag /> },
  { field: "labels", label: "Labels…", command: "item.labels", icon: <Tag /> },
  { field: "assignee", label: "Assign…", command: "item.assign", icon: <UserRound /> },
  { field: "parent", label: "Epic…", command: "item.epic", icon: <ListTree /> },
  { field: "deferredUntil", label: "Put off…", command: "item.defer", icon: <Clock /> },
  { field: "dueAt", label: "Due day…", command: "item.due", icon: <CalendarDays /> },
] as const;

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
        <span role="group" aria-label="Set" className="flex items-center border-x border-line px-1">
          {FIELDS.map(({ field, label, command, icon }) => (
            <IconButton
              key={field}
              label={label}
              command={command}
              icon={icon}
              side="top"
              onClick={() => {
                if (field === "assignee") ui.openDialog({ kind: "assign", items: selected });
                else ui.openDialog({ kind: "set-field", field, items: selected });
              }}
            />
          ))}
        </span>
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
          label="Delete…"
          icon={<Trash2 />}
          side="top"
          onClick={() => {
            actions.deleteItems(selected);
          }}
        />
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
