import { X } from "lucide-react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { Dot } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { stageTone } from "../../lib/stage.ts";

export type ChosenItemsProps = {
  readonly chosen: readonly string[];
  /** To look titles up; an id it does not have is shown as such. */
  readonly items: readonly ItemView[];
  onRemove(item: string): void;
};

/** The items a convoy will have, each with a way to take it out again. */
export function ChosenItems({ chosen, items, onRemove }: ChosenItemsProps) {
  const byId = new Map(items.map((item) => [item.id, item]));
  if (chosen.length === 0) {
    return <p className="py-1 text-sm text-ink-3">No items yet. They can also be added later.</p>;
  }
  return (
    <ul aria-label="Items of the convoy" className="max-h-48 overflow-y-auto rounded-md border border-line">
      {chosen.map((id) => {
        const item = byId.get(id);
        return (
          <li key={id} className="flex h-8 items-center gap-2.5 border-line px-2.5 text-sm not-first:border-t">
            {item !== undefined && <Dot tone={stageTone[item.stage]} />}
            <span className="shrink-0 font-mono text-2xs text-ink-3">{id}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{item?.title}</span>
            <IconButton
              label={`Take ${id} out`}
              icon={<X />}
              onClick={() => {
                onRemove(id);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}
