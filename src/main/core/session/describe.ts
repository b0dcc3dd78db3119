import { howItExited } from "../../../shared/model/exit-words.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { SessionEvent } from "./reduce.ts";

/** A session's event in words, for the feed. */
export function describeSessionEvent(raw: LedgerEvent): string {
  const event = raw as SessionEvent;
  switch (event.type) {
    case "sessionStarted":
      return `started a session of ${event.data.agent} on ${event.data.runtime}`;
    case "sessionPlaced":
      return `placed session ${event.subject} in host ${event.data.host}`;
    case "sessionIdentified":
      return `session ${event.subject} is ${event.data.runtimeSession} to its runtime`;
    case "sessionEnded": {
      const code = event.data.exitCode === undefined ? "" : ` (${howItExited(event.data.exitCode)})`;
      return `session ended: ${event.data.reason}${code}`;
    }
    case "sessionPaused":
      return `paused session ${event.subject}`;
    case "sessionResumed":
      return `resumed session ${event.subject}`;
    case "sessionTakenOver": {
      const { reason } = event.data;
      return `took over session ${event.subject}${reason === undefined ? "" : `: ${reason}`}`;
    }
    case "sessionHandedBack":
      return `handed back session ${event.subject}`;
    case "sessionTyped":
      return `stepped into session ${event.subject} by typing`;
    case "sessionStalled":
      return `does not begin: ${event.data.reason}`;
  }
}
