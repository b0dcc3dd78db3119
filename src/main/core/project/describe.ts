import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { ProjectEvent } from "./reduce.ts";

/** A project's event in words, for the feed. */
export function describeProjectEvent(raw: LedgerEvent): string {
  const event = raw as ProjectEvent;
  switch (event.type) {
    case "projectAdded":
      return `added the project ${event.subject} from ${event.data.origin}`;
    case "projectEdited":
      return `changed ${Object.keys(event.data).join(", ")} of the project ${event.subject}`;
  }
}
