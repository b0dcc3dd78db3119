import type { ConvoyView } from "../../shared/model/convoy.ts";
import { type Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago } from "./time.ts";
import { shortName } from "../../shared/model/identity.ts";

export function convoyState(convoy: ConvoyView): { readonly text: string; readonly tone: Tone | undefined } {
  if (convoy.closedAt !== undefined) return { text: "closed", tone: "dim" };
  if (convoy.standstill !== undefined) return { text: "stands still", tone: "red" };
  return convoy.started ? { text: "under way", tone: "green" } : { text: "not started", tone: "cyan" };
}

/** `━━━━━──  5/12` */
export function progressBar(convoy: ConvoyView, style: Style, width = 12): string {
  const { total, closed } = convoy.progress;
  const full = total === 0 ? 0 : Math.floor((closed / total) * width);
  return `${style("green", "━".repeat(full))}${style("dim", "─".repeat(width - full))}  ${closed}/${total}`;
}

export function convoyTable(convoys: readonly ConvoyView[], face: Face): string {
  if (convoys.length === 0) return "No convoys.\n";
  return renderTable(
    convoys,
    [
      { title: "CONVOY", text: (convoy) => convoy.id, tone: () => "cyan" },
      { title: "STATE", text: (convoy) => convoyState(convoy).text, tone: (convoy) => convoyState(convoy).tone },
      { title: "CLOSED", align: "right", text: ({ progress }) => `${progress.closed}/${progress.total}` },
      { title: "AT WORK", align: "right", text: ({ progress }) => blankZero(progress.inFlight) },
      { title: "READY", align: "right", text: ({ progress }) => blankZero(progress.ready) },
      { title: "BLOCKED", align: "right", text: ({ progress }) => blankZero(progress.blocked) },
      { title: "TITLE", text: (convoy) => convoy.title, flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

/** `more` are fields that somebody else knows, below its own. */
export function convoyCard(
  convoy: ConvoyView,
  style: Style,
  more: readonly (readonly [name: string, value: string | undefined])[] = [],
): string {
  const state = convoyState(convoy);
  const { progress } = convoy;
  return (
    `${style("cyan", convoy.id)}  ${style("bold", neutralise(convoy.title))}\n` +
    renderFields(
      [
        ["state", style(state.tone, state.text)],
        ["why", convoy.standstill === undefined ? undefined : neutralise(convoy.standstill)],
        ["progress", progressBar(convoy, style)],
        ["landed", String(progress.landed)],
        ["at work", progress.inFlight === 0 ? undefined : String(progress.inFlight)],
        ["ready", progress.ready === 0 ? undefined : String(progress.ready)],
        ["blocked", progress.blocked === 0 ? undefined : String(progress.blocked)],
        ["swarm", convoy.swarm.map(shortName).join(" ")],
        ["limit", convoy.limit === undefined ? undefined : String(convoy.limit)],
        ["created", `${ago(convoy.createdAt)} by ${convoy.owner}`],
        ["closed", convoy.closedAt === undefined ? undefined : ago(convoy.closedAt)],
        ...more,
      ],
      style,
    )
  );
}

function blankZero(count: number): string {
  return count === 0 ? "" : String(count);
}
