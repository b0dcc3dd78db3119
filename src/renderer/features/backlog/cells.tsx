import { CircleAlert, Flag, ListTree } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { USER } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { estimateText, longDay, shortDay } from "../../lib/days.ts";
import { PRIORITIES } from "../../lib/item-choices.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { type ItemField, withSelected } from "../../lib/ui-state.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { ColumnId } from "./columns.ts";

export type CellProps = {
  readonly column: ColumnId;
  readonly item: ItemView;
  readonly isRenaming: boolean;
  /** Without a title it stays as it is. */
  onRename(title: string | undefined): void;
};

/** What a press on a cell lets one set. */
const FIELD: Readonly<Partial<Record<ColumnId, ItemField | "assignee">>> = {
  priority: "priority",
  labels: "labels",
  type: "type",
  epic: "parent",
  assignee: "assignee",
  due: "dueAt",
  estimate: "estimateMinutes",
  stage: "status",
};

/** One field of an item. For the pointer, a press on a field that can be set asks for its value; keys do it by commands. */
export function Cell({ column, item, isRenaming, onRename }: CellProps) {
  const { ui } = useServices();
  const field = FIELD[column];
  if (column === "title" && isRenaming) return <TitleField title={item.title} onDone={onRename} />;
  const set = () => {
    const items = withSelected(item.id, ui.store.getState());
    ui.set({ focusedItem: item.id });
    if (field === "assignee") ui.openDialog({ kind: "assign", items });
    else if (field !== undefined) ui.openDialog({ kind: "set-field", field, items });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- for the pointer; keys have commands
    <div
      role="gridcell"
      data-cell={column}
      className="flex h-full min-w-0 items-center px-1.5"
      onDoubleClick={
        field === undefined
          ? undefined
          : (event) => {
              event.stopPropagation();
            }
      }
      onClick={
        field === undefined
          ? undefined
          : (event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              set();
            }
      }
    >
      <span
        className={classNames(
          "flex h-6 min-w-0 items-center gap-1 rounded-sm",
          column === "title" ? "flex-1" : "max-w-full text-xs text-ink-3",
          field !== undefined && "min-w-6 px-1 -ml-1 hover:bg-active hover:text-ink",
        )}
      >
        {CONTENT[column](item)}
      </span>
    </div>
  );
}

const LABELS = 3;

const CONTENT: Readonly<Record<ColumnId, (item: ItemView) => ReactNode>> = {
  id: (item) => <span className="truncate font-mono text-2xs text-ink-3">{item.id}</span>,
  priority: ({ priority }) => (
    <>
      {priority <= 1 && (
        <Flag
          aria-hidden="true"
          data-tone={priority === 0 ? "trouble" : "attention"}
          className="size-3 shrink-0 text-tone"
        />
      )}
      <span className="truncate">{PRIORITIES[priority]?.label}</span>
    </>
  ),
  title: (item) => (
    <>
      {item.type === "epic" && <ListTree className="size-3.5 shrink-0 text-ink-3" role="img" aria-label="epic" />}
      <span className={classNames("min-w-0 truncate", item.status === "closed" ? "text-ink-2" : "text-ink")}>
        {item.title}
      </span>
      {item.trouble !== undefined && (
        <CircleAlert
          data-tone="trouble"
          className="size-3.5 shrink-0 text-tone"
          role="img"
          aria-label={`Trouble: ${item.trouble}`}
        />
      )}
    </>
  ),
  labels: ({ labels }) => (
    <>
      {labels.slice(0, LABELS).map((label) => (
        <span key={label} className="min-w-0 truncate rounded-sm border border-line px-1 text-2xs">
          {label}
        </span>
      ))}
      {labels.length > LABELS && <span className="shrink-0 text-2xs">+{labels.length - LABELS}</span>}
    </>
  ),
  type: ({ type }) => <span className="truncate">{type}</span>,
  epic: ({ parent }) => <span className="truncate font-mono text-2xs">{parent}</span>,
  assignee: (item) => {
    const holder = item.hookedBy ?? item.assignee;
    if (holder === undefined) return null;
    if (holder === USER) return <span>You</span>;
    return <AgentChip agent={holder} isLive={item.stage === "in-progress"} />;
  },
  due: (item) => <Due item={item} />,
  estimate: ({ estimateMinutes }) =>
    estimateMinutes === undefined ? null : <span className="tabular-nums">{estimateText(estimateMinutes)}</span>,
  project: ({ project }) => <span className="truncate">{project ?? "Workspace"}</span>,
  stage: ({ stage }) => (
    <>
      <Dot tone={stageTone[stage]} />
      <span className="truncate pl-0.5">{stageLabel[stage]}</span>
    </>
  ),
  created: ({ createdAt }) => <Age at={createdAt} className="tabular-nums" />,
  updated: ({ updatedAt }) => <Age at={updatedAt} className="tabular-nums" />,
};

function Due({ item: { dueAt, deferredUntil, status } }: { item: ItemView }) {
  // Read once: a list does not tick.
  const [now] = useState(() => Date.now());
  if (dueAt === undefined) {
    if (deferredUntil === undefined || deferredUntil <= now) return null;
    return (
      <span className="truncate text-ink-3" title={`Put off until ${longDay(deferredUntil)}`}>
        {`off → ${shortDay(deferredUntil, now)}`}
      </span>
    );
  }
  const isLate = dueAt < now && status !== "closed";
  return (
    <span
      title={`Due ${longDay(dueAt)}`}
      data-tone={isLate ? "trouble" : undefined}
      className={classNames("truncate", isLate && "text-tone")}
    >
      {shortDay(dueAt, now)}
      {isLate && <span className="sr-only"> overdue</span>}
    </span>
  );
}

/** Enter keeps what was typed, Escape does not; going elsewhere keeps it too. */
function TitleField({ title, onDone }: { title: string; onDone: (title: string | undefined) => void }) {
  const [draft, setDraft] = useState(title);
  const isDone = useRef(false);
  // A field that goes away also loses the focus: what was said first counts.
  const finish = (next: string) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(next.trim() === "" || next.trim() === title ? undefined : next.trim());
  };
  return (
    <div role="gridcell" className="px-1">
      <input
        aria-label="Title"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user just asked to edit it
        autoFocus
        maxLength={500}
        value={draft}
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onClick={(event) => {
          event.stopPropagation();
        }}
        onBlur={() => {
          finish(draft);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") finish(draft);
          if (event.key === "Escape") finish(title);
        }}
        className="h-6 w-full rounded-sm border border-accent bg-field px-1 text-sm outline-none"
      />
    </div>
  );
}
