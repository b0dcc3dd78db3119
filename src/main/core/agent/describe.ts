import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { AgentEvent } from "./reduce.ts";

/** An agent's event in words, for the feed. */
export function describeAgentEvent(raw: LedgerEvent): string {
  const event = raw as AgentEvent;
  switch (event.type) {
    case "agentHired":
      return `hired ${event.subject} on ${event.data.runtime}`;
    case "agentDecommissioned":
      return `decommissioned ${event.subject}`;
    case "agentParked":
      return `took ${event.subject} out of work: ${event.data.reason}`;
    case "agentAppointed":
      return `gave ${event.data.role} to an agent on ${event.data.runtime}`;
    case "agentRelieved":
      return `relieved ${event.subject}`;
    case "agentEdited":
      return `changed ${Object.keys(event.data).join(", ")} of ${event.subject}`;
    case "agentUnparked":
      return `put ${event.subject} back to work`;
  }
}
