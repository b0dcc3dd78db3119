import {
  ArrowUpToLine,
  CalendarDays,
  CircleDot,
  Combine,
  Clock,
  Flag,
  Tag,
  CircleSlash,
  FileDiff,
  Copy,
  Hand,
  Link,
  Link2,
  ListTree,
  RotateCcw,
  Send,
  SquareArrowOutUpRight,
  Trash2,
  Truck,
  Undo,
  Undo2,
  Unlink,
  UserRound,
  Waypoints,
} from "lucide-react";
import { TYPES_WITHOUT_WORK } from "../../shared/model/item-words.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import type { MenuEntry } from "../ui/menu.tsx";
import type { CommandId } from "./commands/catalogue.ts";
import { integrationWays } from "./integrations/integrations.ts";
import type { Services } from "./services.tsx";
import { withSelected } from "./ui-state.ts";

type MenuServices = Pick<Services, "actions" | "panes" | "runCommand" | "ui">;

const FIELDS = [
  { field: "status", label: "Status…", command: "item.status", icon: <CircleDot /> },
  { field: "priority", label: "Priority…", command: "item.priority", icon: <Flag /> },
  { field: "labels", label: "Labels…", command: "item.labels", icon: <Tag /> },
  { field: "parent", label: "Epic…", command: "item.epic", icon: <ListTree /> },
  { field: "dueAt", label: "Due day…", command: "item.due", icon: <CalendarDays /> },
  { field: "deferredUntil", label: "Put off…", command: "item.defer", icon: <Clock /> },
] as const;

/** What can be done to an item, or to all that are picked out if it is among them. */
export function itemMenuEntries(item: ItemView, services: MenuServices): readonly MenuEntry[] {
  const { actions, panes, runCommand, ui } = services;
  const items = withSelected(item.id, ui.store.getState());
  const isOne = items.length === 1;
  const isClosed = item.status === "closed";
  const command = (id: CommandId) => () => {
    ui.set({ focusedItem: item.id });
    runCommand(id);
  };
  const looking: readonly MenuEntry[] = [
    {
      label: "Open",
      icon: <SquareArrowOutUpRight />,
      command: "item.open",
      run: () => {
        panes.open({ kind: "item", item: item.id });
      },
    },
    {
      label: "Show the graph around it",
      icon: <Waypoints />,
      command: "item.graph",
      run: command("item.graph"),
    },
    ...(item.type === "epic"
      ? [
          {
            label: "Show all of it as a graph",
            icon: <Waypoints />,
            run: () => {
              panes.open({ kind: "work-graph", scope: `epic/${item.id}` });
            },
          },
        ]
      : []),
    {
      label: "Review the work on it",
      icon: <FileDiff />,
      command: "review.item",
      run: command("review.item"),
    },
    { label: "Copy id", icon: <Copy />, command: "item.copy-id", run: command("item.copy-id") },
    {
      label: "Copy link",
      icon: <Link />,
      command: "item.copy-link",
      run: command("item.copy-link"),
    },
  ];
  // What was can be looked at, and no more.
  if (ui.store.getState().past !== undefined) return looking;
  return [
    ...looking,
    "separator",
    ...slinging(item, items, services),
    {
      label: isOne ? "Take off its hook…" : "Take off their hooks…",
      icon: <Unlink />,
      isDisabled: isOne && item.hookedBy === undefined && item.stage !== "queued",
      run: () => {
        actions.unsling(items);
      },
    },
    ownership(item, services),
    {
      label: "Assign…",
      icon: <UserRound />,
      command: "item.assign",
      isDisabled: isClosed,
      run: () => {
        ui.openDialog({ kind: "assign", items });
      },
    },
    "separator",
    ...FIELDS.map(({ field, label, command: id, icon }) => ({
      label,
      icon,
      command: id,
      run: () => {
        ui.openDialog({ kind: "set-field", field, items });
      },
    })),
    "separator",
    { label: "Link to an item…", icon: <Link2 />, command: "item.link", run: command("item.link") },
    { label: "New child item…", icon: <ListTree />, isDisabled: isClosed, run: command("item.create-child") },
    {
      label: "Add to a convoy…",
      icon: <Truck />,
      run: () => {
        ui.openDialog({ kind: "add-to-convoy", items });
      },
    },
    "separator",
    ...(isOne ? gathering(item, services) : []),
    ...(item.stage === "landed" && isOne
      ? [
          {
            label: "Revert…",
            icon: <Undo />,
            run: () => {
              actions.revertItem(item.id);
            },
          },
        ]
      : []),
    isClosed
      ? {
          label: "Reopen…",
          icon: <RotateCcw />,
          run: () => {
            actions.reopenItem(item.id);
          },
        }
      : {
          label: "Close…",
          icon: <CircleSlash />,
          isDestructive: true,
          run: () => {
            actions.closeItems(items);
          },
        },
    {
      label: isOne ? "Delete…" : `Delete ${items.length} items…`,
      icon: <Trash2 />,
      isDestructive: true,
      run: () => {
        actions.deleteItems(items);
      },
    },
  ];
}

/** Of several the core says which of them are no work; a single one that is none has nothing to offer. */
function slinging(item: ItemView, items: readonly string[], { actions, ui }: MenuServices): readonly MenuEntry[] {
  const isOne = items.length === 1;
  if (isOne && TYPES_WITHOUT_WORK.includes(item.type)) return [];
  // What is below it is work; it lands as one.
  if (isOne && actions.integrationOf(item.id)?.state === "open") return [];
  return [
    {
      label: isOne ? "Sling…" : `Sling ${items.length} items…`,
      icon: <Send />,
      command: "item.sling",
      isDisabled: item.status === "closed" && isOne,
      run: () => {
        ui.openDialog({ kind: "sling", items });
      },
    },
  ];
}

/** Of an epic: that it gathers on a branch of its own, and what can be done with that branch. */
function gathering(item: ItemView, { actions, runCommand, ui }: MenuServices): readonly MenuEntry[] {
  const command = (id: CommandId) => () => {
    ui.set({ focusedItem: item.id });
    runCommand(id);
  };
  const one = actions.integrationOf(item.id);
  if (one === undefined || one.state !== "open") {
    if (item.type !== "epic" || item.project === undefined || item.status === "closed") return [];
    return [
      { label: "Gather on a branch of its own…", icon: <Combine />, run: command("integration.create") },
      "separator",
    ];
  }
  const { canLand, canUpdate, canDrop } = integrationWays(one);
  return [
    { label: "Land it as one…", icon: <Combine />, isDisabled: !canLand, run: command("integration.land") },
    {
      label: `Bring its branch up to ${one.target}`,
      icon: <ArrowUpToLine />,
      isDisabled: !canUpdate,
      run: command("integration.update"),
    },
    {
      label: "Drop its branch…",
      icon: <Trash2 />,
      isDestructive: true,
      isDisabled: !canDrop,
      run: command("integration.drop"),
    },
    "separator",
  ];
}

/** Taking it, or giving it back. */
function ownership(item: ItemView, { actions }: MenuServices): MenuEntry {
  if (item.assignee !== undefined && item.hookedBy === undefined) {
    return { label: "Give back", icon: <Undo2 />, run: () => void actions.assign([item.id], null) };
  }
  return {
    label: "Claim",
    icon: <Hand />,
    command: "item.claim",
    isDisabled: item.stage !== "ready",
    run: () => void actions.claim(item.id),
  };
}
