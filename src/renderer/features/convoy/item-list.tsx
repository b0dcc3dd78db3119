import { useVirtualizer } from "@tanstack/react-virtual";
import { Milestone } from "lucide-react";
import { useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { Section } from "../../ui/section.tsx";

const ROW = 30;

/** Everything in a convoy, what moves first and what is over last. */
export function ItemList({ items, critical }: { items: readonly ItemView[]; critical: ReadonlySet<string> }) {
  const { panes } = useServices();
  const scroller = useRef<HTMLDivElement>(null);
  const sorted = items.toSorted(
    (a, b) => ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage) || a.priority - b.priority || (a.id < b.id ? -1 : 1),
  );
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => sorted[index]?.id ?? index,
    overscan: 10,
  });
  return (
    <Section title="Items" note={`${items.length}`}>
      <div ref={scroller} className="max-h-96 overflow-y-auto rounded-md border border-line">
        <ul aria-label="Items of the convoy" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((row) => {
            const item = sorted[row.index];
            if (item === undefined) return null;
            return (
              <li
                key={row.key}
                data-index={row.index}
                aria-setsize={sorted.length}
                aria-posinset={row.index + 1}
                style={{ height: ROW, transform: `translateY(${row.start}px)` }}
                className="absolute inset-x-0 top-0 flex items-center gap-2 px-2.5 text-sm hover:bg-hover"
              >
                <Dot tone={stageTone[item.stage]} isLive={item.stage === "in-progress"} />
                <button
                  type="button"
                  onClick={() => {
                    panes.open({ kind: "item", item: item.id });
                  }}
                  className="flex min-w-0 flex-1 items-baseline gap-2 rounded-sm text-left hover:underline"
                >
                  <span className="shrink-0 font-mono text-2xs text-ink-3">{item.id}</span>
                  <span className="truncate">{item.title}</span>
                </button>
                {critical.has(item.id) && (
                  <Milestone className="size-3.5 shrink-0 text-accent" role="img" aria-label="on the critical path" />
                )}
                {item.hookedBy !== undefined && <AgentChip agent={item.hookedBy} />}
                <span className="w-20 shrink-0 text-right text-xs text-ink-3">{stageLabel[item.stage]}</span>
              </li>
            );
          })}
        </ul>
      </div>
    </Section>
  );
}

/** What moves, what could, what waits, what is over. */
const ORDER: readonly ItemView["stage"][] = [
  "merging",
  "review",
  "in-progress",
  "queued",
  "ready",
  "blocked",
  "deferred",
  "landed",
  "closed",
];
