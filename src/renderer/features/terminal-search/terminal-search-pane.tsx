import { TextSearch } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TextQuery } from "../../../shared/model/text-query.ts";
import { useServices } from "../../lib/services.tsx";
import { EmptyState, FailureView } from "../../ui/state-views.tsx";
import { CallFailure } from "../../lib/call-failure.ts";
import { FoundList, type FoundRow, rowsOf } from "./found-list.tsx";
import { SearchHeader } from "./search-header.tsx";
import { useTerminalSearch } from "./use-terminal-search.ts";

/** Typing stands still so long before it is searched: each search is work for all hosts. */
const PAUSE_MS = 300;

/** Looks through the screens and the history of all agents' terminals at once. Enter opens a terminal where something was found. */
export function TerminalSearchPane() {
  const { panes, ui } = useServices();
  const { state, run, stop } = useTerminalSearch();
  const [query, setQuery] = useState<TextQuery>({ text: "", matchCase: false, wholeWord: false, isPattern: false });
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(state.found), [state.found]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const change = (next: TextQuery) => {
    setQuery(next);
    setChosen(0);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      run(next);
    }, PAUSE_MS);
  };
  const open = useCallback(
    ({ agent, match, isLatest }: FoundRow) => {
      if (!isLatest) {
        panes.open({ kind: "agent", agent });
        return;
      }
      panes.open({ kind: "terminal", agent });
      const { row, text } = match;
      ui.set({ terminalAsk: { agent, deed: { kind: "show", query, row, text } } });
    },
    [panes, ui, query],
  );
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by !== undefined && rows.length > 0) {
      event.preventDefault();
      setChosen(Math.min(rows.length - 1, Math.max(0, chosen + by)));
      list.current?.focus();
      return;
    }
    const row = rows[chosen];
    if (event.key === "Enter" && row !== undefined && event.target === list.current) {
      event.preventDefault();
      open(row);
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows go from the field into the list
    <div data-testid="terminal-search" className="flex h-full min-h-0 flex-col bg-pane" onKeyDown={press}>
      <SearchHeader
        query={query}
        state={state}
        onChange={change}
        onSearch={() => {
          clearTimeout(timer.current);
          run(query);
        }}
        onStop={stop}
      />
      <div className="min-h-0 flex-1">
        {state.failure === undefined ? (
          rows.length === 0 ? (
            <Nothing isRunning={state.isRunning} hasSearched={state.query !== undefined} />
          ) : (
            <FoundList ref={list} rows={rows} chosen={chosen} onChoose={setChosen} onOpen={open} />
          )
        ) : (
          <FailureView
            error={new CallFailure(state.failure)}
            {...(state.failure.code === "bad-pattern"
              ? {}
              : {
                  retry: () => {
                    run(query);
                  },
                })}
          />
        )}
      </div>
    </div>
  );
}

function Nothing({ isRunning, hasSearched }: { isRunning: boolean; hasSearched: boolean }) {
  if (isRunning) return null;
  return hasSearched ? (
    <EmptyState icon={<TextSearch />} title="Nothing found">
      In no terminal, as far back as they are kept.
    </EmptyState>
  ) : (
    <EmptyState icon={<TextSearch />} title="Search in all terminals">
      What agents’ screens show and have shown, also in sessions that ended a while ago.
    </EmptyState>
  );
}
