import { useVirtualizer } from "@tanstack/react-virtual";
import { Undo2 } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { USER } from "../../../shared/model/identity.ts";
import { Age } from "../../lib/age-view.tsx";
import { lastPart } from "../../lib/names.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { type ItemDetail, useItemHistory } from "../../lib/server-state/queries.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ChangeList } from "./change-list.tsx";
import { type TrailKind, type TrailRow, trailRows } from "./trail-model.ts";
import { useRollback } from "./use-rollback.ts";

const FILTERS = [
  { value: "all", label: "All" },
  { value: "fields", label: "Fields" },
  { value: "links", label: "Links" },
  { value: "work", label: "Work" },
  { value: "comments", label: "Comments" },
] as const satisfies readonly { value: TrailKind | "all"; label: string }[];

/** Longer trails get a window of their own, in which only what is in sight is drawn. */
const LONG = 40;
const ROW = 44;

/** What happened to an item, newest first: who, what, when, why, from what to what; and a way back to each version. */
export function ItemTrail({ item, trail }: { item: string; trail: ItemDetail["trail"] }) {
  const id = useId();
  const isPast = useIsPast();
  const [kind, setKind] = useState<TrailKind | "all">("all");
  // The past shows the trail as far as it went then, of which the versions are not asked.
  const history = useItemHistory(item, !isPast);
  const rows = useMemo(
    () => trailRows(trail, (!isPast && history.data?.versions) || []),
    [trail, history.data, isPast],
  );
  const shown = kind === "all" ? rows : rows.filter((row) => row.kind === kind);
  const rollBack = useRollback(item);
  const current = history.data?.version;
  const onRollBack = (row: TrailRow) =>
    isPast || row.version === undefined || row.version === current
      ? undefined
      : () => void rollBack(row.version ?? 1, row.at);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 pb-6">
      <div className="flex h-6 items-center gap-3">
        <h3 id={id} className="text-xs font-medium text-ink-3">
          Trail <span className="tabular-nums">{rows.length}</span>
        </h3>
        <span className="flex-1" />
        <Segmented label="Show of the trail" value={kind} options={FILTERS} onChange={setKind} />
      </div>
      {history.data?.unreadable?.map((text) => (
        <p key={text} data-tone="attention" className="text-xs text-tone">
          {text}
        </p>
      ))}
      {shown.length === 0 ? (
        <p className="text-sm text-ink-3">Nothing of that kind happened.</p>
      ) : shown.length > LONG ? (
        <LongTrail rows={shown} rollBack={onRollBack} />
      ) : (
        <ol aria-label="Trail" className="flex flex-col">
          {shown.map((row) => (
            <li key={row.seq} className="group relative">
              <Entry row={row} rollBack={onRollBack(row)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

type RollBackOf = (row: TrailRow) => (() => void) | undefined;

function LongTrail({ rows, rollBack }: { rows: readonly TrailRow[]; rollBack: RollBackOf }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.seq ?? index,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      role="group"
      aria-label="Trail, scrolled"
      className="h-[min(60vh,560px)] overflow-y-auto rounded-md border border-line p-2"
    >
      <ol aria-label="Trail" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="group absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Entry row={row} rollBack={rollBack(row)} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Entry({ row, rollBack }: { row: TrailRow; rollBack: (() => void) | undefined }) {
  return (
    <div data-seq={row.seq} className="relative flex gap-2.5 pb-3">
      <span className="absolute top-5 bottom-0 left-[9.5px] w-px bg-line group-last:hidden" />
      <Avatar agent={row.actor} />
      <div className="min-w-0 flex-1">
        <p className="text-selectable text-sm text-ink-2">
          <span className="font-medium text-ink">{row.actor === USER ? "You" : lastPart(row.actor)}</span> {row.text}
          <span className="text-ink-3">
            {" · "}
            <Age at={row.at} className="tabular-nums" />
            {row.version !== undefined && (
              <span className="tabular-nums" title={`Version ${row.version}`}>
                {` · v${row.version}`}
              </span>
            )}
          </span>
        </p>
        {row.cause !== undefined && (
          <p className="text-selectable mt-0.5 border-l-2 border-line-strong pl-2 text-sm whitespace-pre-wrap text-ink-3">
            {row.cause}
          </p>
        )}
        <ChangeList changes={row.changes} />
      </div>
      {rollBack !== undefined && (
        <IconButton
          label={`Put it back to version ${row.version ?? 1}…`}
          icon={<Undo2 />}
          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
          onClick={rollBack}
        />
      )}
    </div>
  );
}
