import { createStore, type StoreApi } from "zustand/vanilla";
import type { SessionStatus } from "../../../shared/model/agent.ts";

/** What each agent's session does now, by identity path, as `session.watch` tells it. */
export interface SessionStore {
  readonly store: StoreApi<{ readonly byAgent: ReadonlyMap<string, SessionStatus> }>;
  /** A new stream begins: it tells every session again, and those it does not tell are gone. */
  begin(): void;
  take(status: SessionStatus): void;
}

export function createSessionStore(): SessionStore {
  const store = createStore<{ byAgent: ReadonlyMap<string, SessionStatus> }>(() => ({ byAgent: new Map() }));
  return {
    store,
    begin() {
      store.setState({ byAgent: new Map() });
    },
    take(status) {
      store.setState(({ byAgent }) => {
        const known = byAgent.get(status.agent);
        // A late word about a session that was replaced says nothing about its successor.
        if (known !== undefined && known.session !== status.session && known.since > status.seenAt) return { byAgent };
        return { byAgent: new Map(byAgent).set(status.agent, status) };
      });
    },
  };
}
