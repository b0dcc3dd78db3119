import { Bookmark, ListFilter, ListFilterPlus } from "lucide-react";
import { useState } from "react";
import type { Filter } from "../../lib/item-filter/filter.ts";
import { FilterPicker } from "../../lib/item-filter/filter-picker.tsx";
import { useFilters } from "../../lib/server-state/filters.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";

export type FilterMenuProps = {
  readonly filter: Filter;
  /** `text` where a saved filter has words of its own. */
  onChange(filter: Filter, text?: string): void;
};

/** Narrows the board by whatever items have, or by a filter that was saved. */
export function FilterMenu({ filter, onChange }: FilterMenuProps) {
  const { panes } = useServices();
  const saved = useFilters();
  const [isPicking, setPicking] = useState(false);
  const names: readonly MenuEntry[] = (saved.data ?? []).map(({ name, filter: kept }) => ({
    label: name,
    icon: <Bookmark />,
    run: () => {
      const { sort: _, reverse: __, text, ...rest } = kept;
      onChange(rest, text ?? "");
    },
  }));
  return (
    <>
      <Menu
        trigger={<IconButton label="Filter by…" icon={<ListFilter />} />}
        entries={[
          {
            label: "Label, priority, type, name…",
            icon: <ListFilterPlus />,
            run: () => {
              setPicking(true);
            },
          },
          "separator",
          ...(names.length > 0
            ? names
            : [
                {
                  label: "Filters saved in Items stand here",
                  icon: <Bookmark />,
                  run: () => {
                    panes.open({ kind: "items" });
                  },
                },
              ]),
        ]}
      />
      {isPicking && (
        <FilterPicker
          // The board shows what is over too.
          filter={{ ...filter, all: true }}
          onPick={({ all: _, ...next }) => {
            onChange(next);
          }}
          onClose={() => {
            setPicking(false);
          }}
        />
      )}
    </>
  );
}
