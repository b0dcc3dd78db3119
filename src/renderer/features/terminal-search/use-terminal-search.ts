import { useCallback, useEffect, useRef, useState } from "react";
import type { EventOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/model/result.ts";
import { type TextQuery, compileQuery } from "../../../shared/model/text-query.ts";
import { useServices } from "../../lib/services.tsx";

type SearchEvent = EventOf<"terminal.search">;
export type FoundSession = Extract<SearchEvent, { kind: "session" }>;
export type FailedSession = Extract<SearchEvent, { kind: "failed" }>;

export interface SearchState {
  /** What was looked for; undefined before the first search. */
  readonly query: TextQuery | undefined;
  readonly isRunning: boolean;
  /** Sessions in which there is something, as they were searched. */
  readonly found: readonly FoundSession[];
  readonly failed: readonly FailedSession[];
  readonly searched: number;
  readonly of: number;
  readonly total: number;
  readonly failure: Failure | undefined;
}

const NOTHING: SearchState = {
  query: undefined,
  isRunning: false,
  found: [],
  failed: [],
  searched: 0,
  of: 0,
  total: 0,
  failure: undefined,
};

/** Searches all terminals, once for each call of `run`; a new one ends that under way, `stop` too. */
export function useTerminalSearch(): { state: SearchState; run(query: TextQuery): void; stop(): void } {
  const { connection, ui } = useServices();
  const [state, setState] = useState(NOTHING);
  const end = useRef(() => {});
  useEffect(
    () => () => {
      end.current();
    },
    [],
  );

  const stop = useCallback(() => {
    end.current();
    end.current = () => {};
    setState((now) => ({ ...now, isRunning: false }));
  }, []);

  const run = useCallback(
    (query: TextQuery) => {
      end.current();
      end.current = () => {};
      if (query.text.trim() === "") {
        setState(NOTHING);
        return;
      }
      const compiled = compileQuery(query);
      if (!compiled.ok) {
        setState({ ...NOTHING, query, failure: compiled.error });
        return;
      }
      setState({ ...NOTHING, query, isRunning: true });
      end.current = connection.client.watch(
        "terminal.search",
        { query: { ...query } },
        {
          event(event) {
            setState((now) => after(now, event));
            if (event.kind === "done") {
              const { matches, sessions } = event;
              ui.announce(`${matches === 0 ? "Nothing" : matches} found in ${sessions} terminals`);
            }
          },
          end(failure) {
            setState((now) => ({ ...now, isRunning: false, failure }));
          },
        },
      );
    },
    [connection, ui],
  );
  return { state, run, stop };
}

function after(now: SearchState, event: SearchEvent): SearchState {
  switch (event.kind) {
    case "done":
      return { ...now, isRunning: false };
    case "failed":
      return { ...now, searched: event.searched, of: event.of, failed: [...now.failed, event] };
    case "session": {
      const found = event.total === 0 ? now.found : [...now.found, event];
      return { ...now, found, searched: event.searched, of: event.of, total: now.total + event.total };
    }
  }
}
