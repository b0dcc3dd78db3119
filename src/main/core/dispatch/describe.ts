import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { AssignmentEvent } from "./decide.ts";

/** An assignment's event in words, for the feed and an item's trail. */
export function describeAssignmentEvent(raw: LedgerEvent): string {
  const event = raw as AssignmentEvent;
  switch (event.type) {
    case "itemSlung":
      return event.data.aim.kind === "agent"
        ? `slung it to ${event.data.aim.agent}`
        : `slung it to a worker of ${event.data.project ?? event.ledger}`;
    case "itemHooked":
      return `put it on the hook of ${event.data.agent}`;
    case "itemUnslung":
      return "took it off its hook";
    case "assignmentEnded":
      return "ended its assignment";
  }
}
