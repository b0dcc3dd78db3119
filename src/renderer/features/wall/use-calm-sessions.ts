import { useEffect, useState } from "react";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { useServices } from "../../lib/services.tsx";

/** Thirty agents tell thirty times a second how they are; where tiles stand need not follow faster than one can look. */
const PERIOD_MS = 400;

/** The statuses of all sessions, some times a second. */
export function useCalmSessions(): ReadonlyMap<string, SessionStatus> {
  const { sessions } = useServices();
  const [byAgent, setByAgent] = useState(() => sessions.store.getState().byAgent);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setByAgent(sessions.store.getState().byAgent);
    };
    const lookSoon = () => {
      timer ??= setTimeout(look, PERIOD_MS);
    };
    // What was told between drawing and now.
    lookSoon();
    const stop = sessions.store.subscribe(lookSoon);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [sessions]);
  return byAgent;
}
