import { Popover } from "@base-ui/react/popover";
import { ArrowDown, ArrowUp, SlidersHorizontal } from "lucide-react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Select } from "../../ui/select.tsx";
import { type ColumnStates, INITIAL_COLUMNS, columnInfo, moveColumn, resizeColumn, toggleColumn } from "./columns.ts";
import { GROUPINGS, SORTS, type Sort, type View, groupingLabel, sortLabel } from "./view.ts";

export type DisplayMenuProps = {
  readonly view: View;
  readonly columns: ColumnStates;
  onChange(change: Partial<View>): void;
  onColumns(columns: ColumnStates): void;
};

const UNGROUPED = "";
/** Pixels. */
const STEP = 24;

/** How the list is drawn: grouped, ordered, and with which columns in which order. */
export function DisplayMenu({ view, columns, onChange, onColumns }: DisplayMenuProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button look="ghost">
            <SlidersHorizontal className="size-3.5" /> Display
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} className="z-30 outline-none">
          <Popover.Popup
            aria-label="Display"
            className="flex max-h-[70vh] w-72 flex-col gap-2 overflow-y-auto rounded-md bg-popup p-3 shadow-popup outline-none"
          >
            <div className="flex items-center justify-between gap-2 text-xs text-ink-3">
              Group by
              <Select
                label="Group by"
                size="s"
                value={view.grouping ?? UNGROUPED}
                options={[
                  { value: UNGROUPED, label: "Nothing" },
                  ...GROUPINGS.map((value) => ({ value, label: groupingLabel[value] })),
                ]}
                onChange={(value) => {
                  onChange({ grouping: GROUPINGS.find((one) => one === value) });
                }}
              />
            </div>
            <div className="flex items-center justify-between gap-2 text-xs text-ink-3">
              Order
              <span className="flex items-center">
                <Select<Sort>
                  label="Order"
                  size="s"
                  value={view.sort ?? "updated"}
                  options={SORTS.map((value) => ({ value, label: sortLabel[value] }))}
                  onChange={(sort) => {
                    onChange({ sort });
                  }}
                />
                <IconButton
                  label={view.isReversed ? "The usual way round" : "The other way round"}
                  aria-pressed={view.isReversed}
                  icon={view.isReversed ? <ArrowUp /> : <ArrowDown />}
                  onClick={() => {
                    onChange({ isReversed: !view.isReversed });
                  }}
                />
              </span>
            </div>
            <div className="mt-1 flex items-center justify-between border-t border-line pt-2 text-xs text-ink-3">
              Columns
              <Button
                size="s"
                look="ghost"
                onClick={() => {
                  onColumns(INITIAL_COLUMNS);
                }}
              >
                As at first
              </Button>
            </div>
            <ul aria-label="Columns" className="flex flex-col gap-1">
              {columns.map(({ id, isShown, width }) => (
                <li key={id} className="group flex h-6 items-center justify-between">
                  <Checkbox
                    label={columnInfo[id].label}
                    isChecked={isShown}
                    onChange={() => {
                      onColumns(toggleColumn(columns, id));
                    }}
                  />
                  <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                    <IconButton
                      label={`Make ${columnInfo[id].label} narrower`}
                      icon={<span aria-hidden="true">−</span>}
                      onClick={() => {
                        onColumns(resizeColumn(columns, id, width - STEP));
                      }}
                    />
                    <IconButton
                      label={`Make ${columnInfo[id].label} wider`}
                      icon={<span aria-hidden="true">+</span>}
                      onClick={() => {
                        onColumns(resizeColumn(columns, id, width + STEP));
                      }}
                    />
                    <IconButton
                      label={`Move ${columnInfo[id].label} to the left`}
                      icon={<ArrowUp />}
                      onClick={() => {
                        onColumns(moveColumn(columns, id, -1));
                      }}
                    />
                    <IconButton
                      label={`Move ${columnInfo[id].label} to the right`}
                      icon={<ArrowDown />}
                      onClick={() => {
                        onColumns(moveColumn(columns, id, 1));
                      }}
                    />
                  </span>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
