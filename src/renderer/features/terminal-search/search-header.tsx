import { CaseSensitive, Regex, Search, Square, WholeWord } from "lucide-react";
import type { ReactNode } from "react";
import type { TextQuery } from "../../../shared/model/text-query.ts";
import { IconButton } from "../../ui/button.tsx";
import type { SearchState } from "./use-terminal-search.ts";

export type SearchHeaderProps = {
  readonly query: TextQuery;
  readonly state: SearchState;
  onChange(query: TextQuery): void;
  onSearch(): void;
  onStop(): void;
};

/** What is looked for, and how far the search is. */
export function SearchHeader({ query, state, onChange, onSearch, onStop }: SearchHeaderProps) {
  const toggle = (name: "matchCase" | "wholeWord" | "isPattern", label: string, icon: ReactNode) => (
    <IconButton
      label={label}
      icon={icon}
      aria-pressed={query[name] === true}
      onClick={() => {
        onChange({ ...query, [name]: query[name] !== true });
      }}
    />
  );
  return (
    <header className="flex shrink-0 flex-col border-b border-line">
      <search className="flex h-10 items-center gap-1 px-3">
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <input
          aria-label="Search in all terminals"
          placeholder="Search in all terminals"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens because the user asked to type into it
          autoFocus
          value={query.text}
          onChange={(event) => {
            onChange({ ...query, text: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") onSearch();
          }}
          className="min-w-24 flex-1 bg-transparent px-1 text-base outline-none"
        />
        {toggle("matchCase", "Upper and lower case differ", <CaseSensitive />)}
        {toggle("wholeWord", "Whole words only", <WholeWord />)}
        {toggle("isPattern", "Regular expression", <Regex />)}
        {state.isRunning && <IconButton label="Stop the search" icon={<Square />} onClick={onStop} />}
      </search>
      {state.query !== undefined && state.failure === undefined && (
        <p role="status" className="flex gap-3 px-3 pb-1.5 text-xs text-ink-3 tabular-nums">
          <span>{`${state.total === 0 ? "Nothing" : state.total} found in ${state.found.length === 1 ? "1 terminal" : `${state.found.length} terminals`}`}</span>
          {state.isRunning && <span>{`searching ${state.searched} of ${state.of}…`}</span>}
          {state.failed.length > 0 && (
            <span
              data-tone="trouble"
              className="text-tone"
              title={state.failed.map(({ agent, reason }) => `${agent}: ${reason}`).join("\n")}
            >
              {`${state.failed.length} could not be searched`}
            </span>
          )}
        </p>
      )}
    </header>
  );
}
