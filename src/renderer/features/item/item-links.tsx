import { useId } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";

/** Other items this one hangs together with; nothing where there are none. */
export function ItemLinks({ title, items }: { title: string; items: readonly ItemView[] }) {
  const { panes } = useServices();
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1">
      <h3 id={id} className="flex h-6 items-center gap-1.5 text-xs font-medium text-ink-3">
        {title} <span className="tabular-nums">{items.length}</span>
      </h3>
      <ul className="overflow-hidden rounded-md border border-line">
        {items.map((item) => (
          <li key={item.id} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item: item.id });
              }}
              className="flex h-8 w-full items-center gap-2.5 px-2.5 text-left text-sm hover:bg-hover"
            >
              <Dot tone={stageTone[item.stage]} />
              <span className="font-mono text-2xs text-ink-3">{item.id}</span>
              <span className="min-w-0 flex-1 truncate text-ink-2">{item.title}</span>
              <span className="text-xs text-ink-3">{stageLabel[item.stage]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
