import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { ConvoyEvent } from "./decide.ts";

/** A convoy's event in words, for the feed. */
export function describeConvoyEvent(raw: LedgerEvent): string {
  const event = raw as ConvoyEvent;
  switch (event.type) {
    case "convoyCreated":
      return `made convoy “${event.data.title}” of ${count(event.data.items)}`;
    case "convoyItemsAdded":
      return `added ${event.data.items.join(", ")} to the convoy`;
    case "convoyItemsRemoved":
      return `took ${event.data.items.join(", ")} out of the convoy`;
    case "convoyStarted":
      return "started the convoy";
    case "convoyPaused":
      return "paused the convoy";
    case "convoyReopened":
      return "opened the convoy again";
    case "convoyClosed":
      return "closed the convoy";
    case "convoyLanded":
      return `landed the convoy: all ${event.data.items} items closed after ${Math.round(event.data.ms / 1000)} s`;
  }
}

function count(items: readonly string[]): string {
  return items.length === 1 ? "1 item" : `${items.length} items`;
}
