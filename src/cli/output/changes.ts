import type { OutputOf } from "../../shared/contract/contract.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { localTime } from "./time.ts";

type FieldChange = OutputOf<"item.history">["versions"][number]["changes"][number];

const TIMES: ReadonlySet<string> = new Set(["closedAt", "deferredUntil", "dueAt"]);

/** Enough of a text to know it again. */
const SHOWN_CHARS = 60;

/** One line a field: `  title: “Paint the wall” → “Paint the fence”`. */
export function changeLines(changes: readonly FieldChange[], style: Style, indent = "  "): string {
  return changes
    .map(
      ({ field, before, after }) =>
        `${indent}${style("dim", `${field}:`)} ${valueText(field, before)} → ${valueText(field, after)}\n`,
    )
    .join("");
}

function valueText(field: string, value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (typeof value === "number" && TIMES.has(field)) return localTime(value);
  const text = typeof value === "string" ? `“${cut(value)}”` : cut(JSON.stringify(value));
  return neutralise(text);
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= SHOWN_CHARS ? line : `${line.slice(0, SHOWN_CHARS - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
