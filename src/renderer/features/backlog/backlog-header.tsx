import { Download, Ellipsis, FileDown, ListFilter, Plus, Search, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { CreateLine } from "../../lib/create-line/create-line.tsx";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Menu } from "../../ui/menu.tsx";
import type { ColumnStates } from "./columns.ts";
import { DisplayMenu } from "./display-menu.tsx";
import { EXPORTS, exportItems } from "./export-items.ts";
import { partsOf } from "../../lib/item-filter/filter-parts.ts";
import { FilterPicker } from "../../lib/item-filter/filter-picker.tsx";
import { type View, queryOf } from "./view.ts";
import { ViewSelect } from "./view-select.tsx";

export type BacklogHeaderProps = {
  readonly view: View;
  readonly columns: ColumnStates;
  readonly total: number;
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(change: Partial<View>): void;
  onColumns(columns: ColumnStates): void;
  /** From the search field into the list. */
  onLeaveField(): void;
};

/** What is listed, and the line in which new items are written down. */
export function BacklogHeader(props: BacklogHeaderProps) {
  const { view, columns, total, field, onChange, onColumns, onLeaveField } = props;
  const services = useServices();
  const { runCommand } = services;
  const isPast = useUi(({ past }) => past !== undefined);
  const [isFiltering, setFiltering] = useState(false);
  const parts = partsOf(view.filter);
  return (
    <header className="flex shrink-0 flex-col">
      <div className="flex min-h-10 flex-wrap items-center gap-1.5 px-3 py-1.5">
        <ViewSelect view={view} onChange={onChange} />
        <Button
          look="ghost"
          onClick={() => {
            setFiltering(true);
          }}
        >
          <ListFilter className="size-3.5" /> Filter
        </Button>
        {parts.length > 0 && (
          <ul aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-1">
            {parts.map(({ key, name, value, rest }) => (
              <li key={key} className="flex h-6 items-center gap-1 rounded-sm border border-line-strong pl-1.5 text-xs">
                <span className="text-ink-3">{value === "" || value === "not" ? `${value} ${name}`.trim() : name}</span>
                {value !== "" && value !== "not" && <span className="max-w-40 truncate text-ink">{value}</span>}
                <button
                  type="button"
                  aria-label={`Do not filter by ${name.toLowerCase()} ${value}`.trim()}
                  onClick={() => {
                    onChange({ filter: rest });
                  }}
                  className="flex size-5 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
                >
                  <X className="size-3" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <span className="flex-1" />
        <span className="shrink-0 text-xs text-ink-3 tabular-nums" role="status">
          {total === 1 ? "1 item" : `${total.toLocaleString("en")} items`}
        </span>
        <label className="flex h-7 w-52 min-w-24 shrink items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
          <Search className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
          <input
            ref={field}
            aria-label="Search items"
            placeholder="Search texts and comments"
            maxLength={500}
            value={view.text}
            onChange={(event) => {
              onChange({ text: event.target.value });
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape" && view.text !== "") onChange({ text: "" });
              else if (event.key === "Escape" || event.key === "ArrowDown" || event.key === "Enter") onLeaveField();
            }}
            className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
          />
        </label>
        <DisplayMenu view={view} columns={columns} onChange={onChange} onColumns={onColumns} />
        <Menu
          trigger={<IconButton label="Import and export" icon={<Ellipsis />} />}
          entries={[
            {
              label: "Import…",
              icon: <FileDown />,
              isDisabled: isPast,
              run: () => {
                runCommand("items.import");
              },
            },
            "separator",
            ...EXPORTS.map(({ format, label }) => ({
              label: `Export these as ${label}`,
              icon: <Download />,
              run: () => void exportItems(services, queryOf(view), format),
            })),
          ]}
        />
      </div>
      {!isPast && (
        <div className="flex items-start gap-2 border-y border-line bg-sunken px-3 py-1">
          <Plus className="mt-1.5 size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
          <CreateLine project={view.filter.project} placeholder="New item: title p1 #label @agent due:fri est:2h" />
          <Keys command="item.quick-create" className="mt-1" />
        </div>
      )}
      {isFiltering && (
        <FilterPicker
          filter={view.filter}
          onPick={(filter) => {
            onChange({ filter });
          }}
          onClose={() => {
            setFiltering(false);
          }}
        />
      )}
    </header>
  );
}
