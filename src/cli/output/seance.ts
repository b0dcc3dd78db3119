import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Face } from "./items.ts";
import { neutralise, neutraliseLines } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";
import { ago, duration, localTime } from "./time.ts";

/** The answer, or what was found instead and why. */
export function seanceText(seance: OutputOf<"agent.seance">, style: Style): string {
  const { answer, passages, reason } = seance;
  const ended = seance.endedAt === undefined ? "" : `, ended ${ago(seance.endedAt)}`;
  const from = style("dim", `${seance.agent}, session ${seance.session} on ${neutralise(seance.runtime)}${ended}\n`);
  if (answer !== undefined) return `${from}\n${neutraliseLines(answer.trimEnd())}\n`;
  const why = reason === undefined ? "" : style("yellow", `It did not answer: ${neutralise(reason)}\n`);
  if (passages.length === 0) return `${from}${why}Its transcript says nothing about that.\n`;
  const shown = passages.map(({ at, who, text }) => {
    const head = style("dim", `${localTime(at)}  ${who}`);
    const body = neutraliseLines(text.trim()).replaceAll("\n", "\n  ");
    return `\n${head}\n  ${body}\n`;
  });
  return `${from}${why}What its transcript says, in the order of time:\n${shown.join("")}`;
}

export function seanceTable({ agent, sessions }: OutputOf<"seance.list">, face: Face): string {
  if (sessions.length === 0) return `${agent} has had no session.\n`;
  return renderTable(
    sessions,
    [
      { title: "SESSION", text: (one) => one.id, tone: () => "cyan" },
      { title: "RUNTIME", text: (one) => one.runtime },
      { title: "ITEM", text: (one) => one.item ?? "" },
      { title: "STARTED", text: (one) => ago(one.startedAt), tone: () => "dim" },
      {
        title: "LASTED",
        text: (one) => (one.endedAt === undefined ? "" : duration(one.endedAt - one.startedAt)),
        align: "right",
      },
      { title: "END", text: (one) => one.endReason ?? "runs" },
      { title: "CAN", text: (one) => one.can, tone: (one) => (one.can === "none" ? "dim" : "green") },
      { title: "WHY", text: (one) => one.reason ?? "", tone: () => "dim", flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}
