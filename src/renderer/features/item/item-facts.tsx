import type { ReactNode } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { PRIORITIES, STATUSES, TYPES } from "../../lib/item-choices.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge, Dot } from "../../ui/badge.tsx";
import { Select } from "../../ui/select.tsx";
import { EditableLabels } from "./editable-labels.tsx";
import { ItemConvoys } from "./item-convoys.tsx";

/** The facts of an item in one line that wraps. */
export function ItemFacts({ item }: { item: ItemView }) {
  const { actions } = useServices();
  const edit = (what: string, change: Partial<Pick<ItemView, "priority" | "type" | "labels">>) =>
    void actions.attempt(`change the ${what} of ${item.id}`, "item.edit", { item: item.id, ...change });
  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <Fact name="Stage">
        <Badge tone={stageTone[item.stage]}>
          <Dot tone={stageTone[item.stage]} isLive={item.stage === "in-progress" || item.stage === "merging"} />
          {stageLabel[item.stage]}
        </Badge>
      </Fact>
      <Fact name="Agent">
        <Holder item={item} />
      </Fact>
      {item.status !== "closed" && (
        <Fact name="Status">
          <Select
            label="Status"
            size="s"
            className="-ml-1.5"
            value={item.status}
            options={STATUSES}
            onChange={(status) =>
              status !== item.status &&
              void actions.attempt(`set ${item.id} ${status}`, "item.update", { item: item.id, status })
            }
          />
        </Fact>
      )}
      <Fact name="Priority">
        <Select
          label="Priority"
          size="s"
          className="-ml-1.5"
          value={String(item.priority)}
          options={PRIORITIES}
          onChange={(value) => {
            edit("priority", { priority: Number(value) });
          }}
        />
      </Fact>
      <Fact name="Type">
        <Select
          label="Type"
          size="s"
          className="-ml-1.5"
          value={item.type}
          options={TYPES.map((value) => ({ value, label: value }))}
          onChange={(type) => {
            edit("type", { type });
          }}
        />
      </Fact>
      <Fact name="Labels">
        <EditableLabels
          labels={item.labels}
          onSave={(labels) => {
            edit("labels", { labels });
          }}
        />
      </Fact>
      <Fact name="Convoys">
        <ItemConvoys item={item} />
      </Fact>
      <Fact name="Created">
        <span className="text-xs text-ink-2">
          <Age at={item.createdAt} /> by {lastPart(item.createdBy)}
        </span>
      </Fact>
      {item.landedCommit !== undefined && (
        <Fact name="Commit">
          <code className="text-selectable text-xs text-ink-2">{item.landedCommit.slice(0, 10)}</code>
        </Fact>
      )}
    </dl>
  );
}

/** Whose hook it is on, or else whose it is; a click gives it to somebody. */
function Holder({ item }: { item: ItemView }) {
  const { ui } = useServices();
  if (item.hookedBy !== undefined) return <AgentChip agent={item.hookedBy} isLive className="text-xs" />;
  const { assignee } = item;
  const isClosed = item.status === "closed";
  const name = assignee === undefined ? "Nobody" : assignee === "user" ? "You" : lastPart(assignee);
  if (isClosed) return <span className="text-xs text-ink-3">{name}</span>;
  return (
    <button
      type="button"
      aria-label={`${name}. Assign…`}
      onClick={() => {
        ui.openDialog({ kind: "assign", items: [item.id] });
      }}
      className="-mx-1 flex h-6 items-center gap-1 rounded-sm px-1 text-xs text-ink-2 hover:bg-hover hover:text-ink"
    >
      {assignee !== undefined && <Avatar agent={assignee} size="xs" />}
      {name}
    </button>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-1.5">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="flex items-center">{children}</dd>
    </div>
  );
}
