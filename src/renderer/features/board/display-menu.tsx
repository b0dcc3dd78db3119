import { SlidersHorizontal } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Popover } from "../../ui/popover.tsx";
import { Select } from "../../ui/select.tsx";
import { SORTS, type Sort, sortLabel } from "./board-model.ts";
import { CARD_FIELDS, type Display, cardFieldLabel } from "./board-store.ts";
import { GROUPINGS, type Grouping, groupingLabel } from "./lanes.ts";

export type DisplayMenuProps = { readonly display: Display; onChange(change: Partial<Display>): void };

/** How the board is drawn: cut into lanes, ordered, and with what on its cards. */
export function DisplayMenu({ display, onChange }: DisplayMenuProps) {
  const { grouping, sort, fields } = display;
  return (
    <Popover
      title="Display"
      align="end"
      width={264}
      trigger={
        <Button look="ghost">
          <SlidersHorizontal className="size-3.5" /> Display
        </Button>
      }
    >
      <div className="flex flex-col gap-2 p-3">
        <div className="flex items-center justify-between gap-2 text-xs text-ink-3">
          Lanes by
          <Select<Grouping>
            label="Lanes by"
            size="s"
            value={grouping}
            options={GROUPINGS.map((value) => ({ value, label: groupingLabel[value] }))}
            onChange={(value) => {
              onChange({ grouping: value, folded: [] });
            }}
          />
        </div>
        <div className="flex items-center justify-between gap-2 text-xs text-ink-3">
          Order
          <Select<Sort>
            label="Order"
            size="s"
            value={sort}
            options={SORTS.map((value) => ({ value, label: sortLabel[value] }))}
            onChange={(value) => {
              onChange({ sort: value });
            }}
          />
        </div>
        <fieldset className="mt-1 flex flex-col gap-1.5 border-t border-line pt-2">
          <legend className="float-left pb-1.5 text-xs text-ink-3">On the cards</legend>
          {CARD_FIELDS.map((field) => (
            <Checkbox
              key={field}
              label={cardFieldLabel[field]}
              isChecked={fields.includes(field)}
              onChange={(isShown) => {
                onChange({ fields: CARD_FIELDS.filter((one) => (one === field ? isShown : fields.includes(one))) });
              }}
            />
          ))}
        </fieldset>
      </div>
    </Popover>
  );
}
