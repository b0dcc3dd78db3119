import type { Nudge } from "../../shared/model/nudge.ts";
import { hasArrived } from "../../shared/model/nudge-words.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago, clockTime } from "./time.ts";

const TONES: Readonly<Record<Nudge["state"], Tone>> = {
  queued: "yellow",
  delivered: "cyan",
  seen: "cyan",
  acted: "green",
  failed: "red",
  expired: "red",
};

const WAYS = { hook: "by its hooks", channel: "past its terminal", typed: "typed" } as const;

/** How far it got, in one sentence. */
export function nudgeLine({ id, agent, state, reason }: Nudge, style: Style): string {
  const why = reason === undefined ? "" : `: ${neutralise(reason)}`;
  return `${style("cyan", id)}  ${agent}  ${style(TONES[state], state)}${why}\n`;
}

export function nudgeTable(nudges: readonly Nudge[], face: Face): string {
  if (nudges.length === 0) return "No nudges.\n";
  return renderTable(
    nudges,
    [
      { title: "NUDGE", text: (one) => one.id, tone: () => "cyan" },
      { title: "AGENT", text: (one) => one.agent },
      { title: "RECEIPT", text: (one) => one.state, tone: (one) => TONES[one.state] },
      { title: "SENT", text: (one) => ago(one.queuedAt), tone: () => "dim" },
      { title: "TEXT", text: (one) => one.text, flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

export function nudgeCard(one: Nudge, style: Style): string {
  const at = (time: number | undefined) => (time === undefined ? undefined : `${clockTime(time)} (${ago(time)})`);
  const tries = one.tries.map(
    ({ way, at: when, outcome }) => `  ${clockTime(when)}  ${WAYS[way]}: ${neutralise(outcome)}\n`,
  );
  return (
    `${style("cyan", one.id)}  ${style(TONES[one.state], one.state)}\n` +
    renderFields(
      [
        ["to", one.agent],
        ["from", one.from],
        ["text", neutralise(one.text)],
        ["because", one.reason && neutralise(one.reason)],
        ["session", one.session],
        ["queued", at(one.queuedAt)],
        ["delivered", at(one.deliveredAt)],
        ["seen", at(one.seenAt)],
        ["acted", at(one.actedAt)],
        ["settled", at(one.settledAt)],
        ["expires", one.settledAt === undefined && !hasArrived(one) ? clockTime(one.expiresAt) : undefined],
      ],
      style,
    ) +
    (tries.length === 0 ? "" : `tried\n${tries.join("")}`)
  );
}
