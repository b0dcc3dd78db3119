import { ListFilter, Search, X } from "lucide-react";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { whoName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Popover } from "../../ui/popover.tsx";
import { type FeedFilter, NO_FILTER, isNarrowed, valuesOf } from "./feed-filter.ts";

export interface FeedFiltersProps {
  readonly events: readonly FeedEvent[];
  readonly filter: FeedFilter;
  readonly shown: number;
  onChange(filter: FeedFilter): void;
}

/** What of the feed is shown; kept over restarts. */
export function FeedFilters({ events, filter, shown, onChange }: FeedFiltersProps) {
  const chosen = filter.kinds.length + filter.projects.length + filter.actors.length;
  return (
    <header className="flex h-10 shrink-0 items-center gap-2 px-3">
      <label className="flex h-7 w-64 min-w-0 items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
        <Search className="size-3.5 text-ink-3" aria-hidden="true" />
        <input
          aria-label="Filter the feed"
          placeholder="Filter"
          value={filter.text}
          onChange={(event) => {
            onChange({ ...filter, text: event.target.value });
          }}
          className="min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3"
        />
      </label>
      <Popover
        title="Show of the feed"
        width={300}
        trigger={
          <Button size="s">
            <ListFilter className="size-3.5" aria-hidden="true" />
            {chosen === 0 ? "Everything" : `${chosen} chosen`}
          </Button>
        }
      >
        <div className="flex flex-col gap-4 p-4">
          <Values
            title="Kinds"
            values={valuesOf(events, "kind")}
            chosen={filter.kinds}
            onChange={(kinds) => {
              onChange({ ...filter, kinds });
            }}
          />
          <Values
            title="Projects"
            values={valuesOf(events, "ledger")}
            chosen={filter.projects}
            onChange={(projects) => {
              onChange({ ...filter, projects });
            }}
          />
          <Values
            title="By whom"
            values={valuesOf(events, "actor")}
            chosen={filter.actors}
            onChange={(actors) => {
              onChange({ ...filter, actors });
            }}
          />
        </div>
      </Popover>
      {isNarrowed(filter) && (
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            onChange(NO_FILTER);
          }}
        >
          <X className="size-3.5" aria-hidden="true" /> Show everything
        </Button>
      )}
      <span className="flex-1" />
      <span className="text-xs text-ink-3 tabular-nums">{shown} events</span>
    </header>
  );
}

type ValuesProps = {
  readonly title: string;
  readonly values: readonly string[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
};

function Values({ title, values, chosen, onChange }: ValuesProps) {
  // One that was chosen can be taken back also where nothing of it is left.
  const all = [...new Set([...values, ...chosen])];
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-3">{title}</legend>
      {all.map((value) => (
        <Checkbox
          key={value}
          label={title === "By whom" ? whoName(value) : value}
          isChecked={chosen.includes(value)}
          onChange={(isChecked) => {
            onChange(isChecked ? [...chosen, value] : chosen.filter((one) => one !== value));
          }}
        />
      ))}
    </fieldset>
  );
}
