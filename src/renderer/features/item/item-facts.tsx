import type { ReactNode } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Badge, Dot } from "../../ui/badge.tsx";
import { Select } from "../../ui/select.tsx";

const PRIORITIES = [
  { value: "0", label: "Urgent" },
  { value: "1", label: "High" },
  { value: "2", label: "Normal" },
  { value: "3", label: "Low" },
  { value: "4", label: "Some day" },
] as const;

/** The facts of an item in one line that wraps. */
export function ItemFacts({ item }: { item: ItemView }) {
  const { actions } = useServices();
  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <Fact name="Stage">
        <Badge tone={stageTone[item.stage]}>
          <Dot tone={stageTone[item.stage]} isLive={item.stage === "in-progress" || item.stage === "merging"} />
          {stageLabel[item.stage]}
        </Badge>
      </Fact>
      <Fact name="Agent">
        {item.hookedBy === undefined ? (
          <span className="text-xs text-ink-3">Nobody</span>
        ) : (
          <AgentChip agent={item.hookedBy} isLive className="text-xs" />
        )}
      </Fact>
      <Fact name="Priority">
        <Select
          label="Priority"
          size="s"
          className="-ml-1.5"
          value={String(item.priority)}
          options={PRIORITIES}
          onChange={(value) =>
            void actions.attempt(`change the priority of ${item.id}`, "item.edit", {
              item: item.id,
              priority: Number(value),
            })
          }
        />
      </Fact>
      <Fact name="Type">
        <span className="text-xs text-ink-2">{item.type}</span>
      </Fact>
      {item.labels.length > 0 && (
        <Fact name="Labels">
          <span className="flex gap-1">
            {item.labels.map((label) => (
              <span key={label} className="rounded-sm border border-line-strong px-1.5 text-xs text-ink-2">
                {label}
              </span>
            ))}
          </span>
        </Fact>
      )}
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-6 items-center gap-1.5">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="flex items-center">{children}</dd>
    </div>
  );
}
