import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { PRIORITIES, TYPES, shownWord, statusChoices } from "../../lib/item-choices.ts";
import { lastPart } from "../../lib/names.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useVocabulary } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge, Dot } from "../../ui/badge.tsx";
import { Select } from "../../ui/select.tsx";
import { EditableLabels } from "./editable-labels.tsx";
import { Fact } from "./fact.tsx";
import { ItemConvoys } from "./item-convoys.tsx";
import { ItemMoreFacts } from "./item-more-facts.tsx";

/** The facts of an item in one line that wraps. */
export function ItemFacts({ item }: { item: ItemView }) {
  const { actions } = useServices();
  const isPast = useIsPast();
  const isClosed = item.status === "closed";
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
      {isClosed ? (
        <Fact name="Ended">
          <span className="text-xs text-ink-2" data-tone={item.outcome === "failed" ? "trouble" : undefined}>
            {item.outcome === "failed" ? (
              <span className="text-tone">failed</span>
            ) : (
              shownWord(item.customStatus ?? "done")
            )}
            {item.closedAt !== undefined && (
              <>
                {", "}
                <Age at={item.closedAt} /> ago
              </>
            )}
          </span>
        </Fact>
      ) : (
        <StatusFact item={item} />
      )}
      <Fact name="Priority">
        {isPast ? (
          <Said text={PRIORITIES[item.priority]?.label ?? String(item.priority)} />
        ) : (
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
        )}
      </Fact>
      <TypeFact item={item} onChange={(type) => edit("type", { type })} />
      <Fact name="Labels">
        <EditableLabels
          labels={item.labels}
          onSave={(labels) => {
            edit("labels", { labels });
          }}
        />
      </Fact>
      <ItemMoreFacts item={item} />
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

function Said({ text }: { text: string }) {
  return <span className="text-xs text-ink-2">{text}</span>;
}

/** Built in, or of the ledger's own words, which tell what they stand for. */
function StatusFact({ item }: { item: ItemView }) {
  const { actions } = useServices();
  const isPast = useIsPast();
  const vocabulary = useVocabulary(item.project);
  const current = item.customStatus ?? item.status;
  if (isPast) {
    return (
      <Fact name="Status">
        <Said text={shownWord(current)} />
      </Fact>
    );
  }
  return (
    <Fact name="Status">
      <Select
        label="Status"
        size="s"
        className="-ml-1.5"
        value={current}
        options={statusChoices(vocabulary.data)}
        onChange={(status) =>
          status !== current &&
          void actions.attempt(`set ${item.id} ${status}`, "item.update", { item: item.id, status })
        }
      />
    </Fact>
  );
}

function TypeFact({ item, onChange }: { item: ItemView; onChange: (type: string) => void }) {
  const isPast = useIsPast();
  const vocabulary = useVocabulary(item.project);
  const types = [...new Set([...(vocabulary.data?.types ?? TYPES), item.type])];
  return (
    <Fact name="Type">
      {isPast ? (
        <Said text={shownWord(item.type)} />
      ) : (
        <Select
          label="Type"
          size="s"
          className="-ml-1.5"
          value={item.type}
          options={types.map((value) => ({ value, label: shownWord(value) }))}
          onChange={onChange}
        />
      )}
    </Fact>
  );
}

/** Whose hook it is on, or else whose it is; a click gives it to somebody. */
function Holder({ item }: { item: ItemView }) {
  const { ui } = useServices();
  const isPast = useIsPast();
  if (item.hookedBy !== undefined) return <AgentChip agent={item.hookedBy} isLive className="text-xs" />;
  const { assignee } = item;
  const isFixed = item.status === "closed" || isPast;
  const name = assignee === undefined ? "Nobody" : assignee === "user" ? "You" : lastPart(assignee);
  if (isFixed) return <span className="text-xs text-ink-3">{name}</span>;
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
