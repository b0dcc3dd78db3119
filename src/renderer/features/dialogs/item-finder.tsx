import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useMemo, useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { findItems } from "./find-items.ts";

export type ItemFinderProps = {
  /** Accessible name of the list. */
  readonly label: string;
  readonly placeholder: string;
  readonly items: readonly ItemView[];
  /** Drawn with a check. */
  readonly chosen?: ReadonlySet<string>;
  readonly hasFocus?: boolean;
  onPick(item: ItemView): void;
};

/** Items more than a list of this size holds are found by typing more. */
const SHOWN = 60;

/** Finds an item by typing, over everything the workspace has. */
export function ItemFinder({ label, placeholder, items, chosen, hasFocus = false, onPick }: ItemFinderProps) {
  const [text, setText] = useState("");
  // Not deferred: Enter must mean what was typed last.
  const found = useMemo(() => findItems(items, text, SHOWN), [items, text]);
  return (
    <Command shouldFilter={false} loop label={label} className="flex min-h-0 flex-col">
      <Command.Input
        data-autofocus={hasFocus || undefined}
        value={text}
        onValueChange={setText}
        placeholder={placeholder}
        className="h-10 shrink-0 border-y border-line bg-transparent px-5 text-base outline-none"
      />
      <Command.List className="max-h-72 min-h-24 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-3">No item fits</Command.Empty>
        {found.map((item) => (
          <Command.Item
            key={item.id}
            value={item.id}
            onSelect={() => {
              onPick(item);
            }}
            className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink"
          >
            <Dot tone={stageTone[item.stage]} />
            <span className="shrink-0 font-mono text-2xs text-ink-3">{item.id}</span>
            <span className="min-w-0 flex-1 truncate">{item.title}</span>
            <span className="text-xs text-ink-3">{stageLabel[item.stage]}</span>
            {chosen !== undefined && (
              <span className="flex w-4 justify-center">
                {chosen.has(item.id) && <Check className="size-3.5 text-accent" role="img" aria-label="chosen" />}
              </span>
            )}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
