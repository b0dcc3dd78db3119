import { X } from "lucide-react";
import { partsOf } from "./filter-parts.ts";
import type { Filter } from "./filter.ts";

/** What a filter asks for, each part with a button that takes it away; nothing where it asks for nothing. */
export function FilterChips({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const parts = partsOf(filter);
  if (parts.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-1">
      {parts.map(({ key, name, value, rest }) => (
        <li
          key={key}
          className="flex h-6 min-w-0 items-center gap-1 rounded-sm border border-line-strong pr-0.5 pl-1.5 text-xs text-ink-2"
        >
          <span className="text-ink-3">{name}</span>
          {value !== "" && <span className="max-w-40 truncate">{value}</span>}
          <button
            type="button"
            aria-label={`Take away ${name}${value === "" ? "" : ` ${value}`}`}
            onClick={() => {
              onChange(rest);
            }}
            className="flex size-4 items-center justify-center rounded-sm text-ink-3 hover:bg-active hover:text-ink"
          >
            <X className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
