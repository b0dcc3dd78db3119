import { createStore, type StoreApi } from "zustand/vanilla";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import type { Clock } from "../clock.ts";

/** What each agent's session does now, by identity path, as `session.watch` tells it. */
export interface SessionStore {
  readonly store: StoreApi<{ readonly byAgent: ReadonlyMap<string, SessionStatus> }>;
  /** A new stream begins: it tells every session again, and those it does not tell are gone. */
  begin(): void;
  take(status: SessionStatus): void;
}

/** Milliseconds in which what is told is gathered: a hundred agents that tell at once are drawn once, not a hundred times. */
const GATHER_MS = 30;

/** What is told shows at once, and what follows within a moment shows together after it. */
export function createSessionStore(clock: Clock): SessionStore {
  const store = createStore<{ byAgent: ReadonlyMap<string, SessionStatus> }>(() => ({ byAgent: new Map() }));
  let told: ReadonlyMap<string, SessionStatus> = store.getState().byAgent;
  let isGathering = false;

  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    clock.after(GATHER_MS, () => {
      isGathering = false;
      show();
    });
  }

  function show(): void {
    if (isGathering || store.getState().byAgent === told) return;
    store.setState({ byAgent: told });
    gather();
  }

  return {
    store,
    begin() {
      told = new Map();
      // What is told anew takes the place of what was known, and nothing is bare in between.
      gather();
    },
    take(status) {
      const known = told.get(status.agent);
      // A late word about a session that was replaced says nothing about its successor.
      if (known !== undefined && known.session !== status.session && known.since > status.seenAt) return;
      told = new Map(told).set(status.agent, status);
      show();
    },
  };
}
