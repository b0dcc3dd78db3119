import { lastPart } from "../../lib/names.ts";
import type { PaneSpec } from "../../lib/panes.ts";

export function paneTitle(spec: PaneSpec): string {
  switch (spec.kind) {
    case "board":
      return "Board";
    case "items":
      return "Items";
    case "wall":
      return "Agents";
    case "queue":
      return "Merge queue";
    case "feed":
      return "Feed";
    case "ledger":
      return "Ledger";
    case "salvage":
      return "Salvage";
    case "graph":
      return `Around ${spec.item}`;
    case "conflict":
      return `Conflict of ${spec.submission}`;
    case "review":
      return `Review ${lastPart(spec.of)}`;
    case "item":
      return spec.item;
    case "terminal":
      return lastPart(spec.agent);
    case "agent":
      return `About ${lastPart(spec.agent)}`;
  }
}
