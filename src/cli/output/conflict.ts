import type { OutputOf } from "../../shared/contract/contract.ts";
import { shortName } from "../../shared/model/identity.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

type Conflict = OutputOf<"mq.conflict">;
type Side = NonNullable<Conflict["texts"]>["base"];

/** Both sides of a conflict: why each is as it is, and where they meet. */
export function conflictCard({ submission, onto, files, theirs, ours }: Conflict, face: Face): string {
  const { style, io } = face;
  const table = renderTable(
    files,
    [
      { title: "FILE", text: (one) => one.path, flexible: true },
      { title: "KIND", text: (one) => one.kind, tone: () => "yellow" },
      { title: "BEFORE", text: (one) => short(one.base), tone: () => "dim" },
      { title: "OURS", text: (one) => short(one.ours), tone: () => "dim" },
      { title: "THEIRS", text: (one) => short(one.theirs), tone: () => "dim" },
    ],
    { style, columns: io.columns },
  );
  return [
    `${style("cyan", submission.id)}  ${submission.state}, does not go onto ${onto.slice(0, 10)}\n\n`,
    `${style("bold", "Theirs: what it brings")}\n${intentLines(theirs, style)}\n`,
    `${style("bold", "Ours: what has landed")}\n${ours.map((one) => intentLines(one, style)).join("")}\n`,
    table,
  ].join("");
}

/** The texts of one file, one below the other. */
export function conflictTexts(texts: NonNullable<Conflict["texts"]>, style: Style): string {
  const parts: readonly (readonly [string, Side])[] = [
    ["Before both", texts.base],
    ["Ours: on the target", texts.ours],
    ["Theirs: in the submission", texts.theirs],
    ["As git merged it", texts.merged],
  ];
  return parts.map(([title, side]) => `${style("bold", title)}\n${sideText(side, style)}\n`).join("");
}

function intentLines({ item, title, agent, commits, notes }: Conflict["theirs"], style: Style): string {
  const who = agent === undefined ? "" : `  ${style("dim", shortName(agent))}`;
  const head = item === "" ? neutralise(title) : `${style("cyan", item)}  ${neutralise(title)}${who}`;
  const lines = commits.map(({ id, subject }) => `  ${style("yellow", id.slice(0, 10))}  ${neutralise(subject)}\n`);
  return `${head}\n${lines.join("")}${notes.map((note) => `  ${style("dim", `noted: ${neutralise(note)}`)}\n`).join("")}`;
}

function sideText({ exists, isBinary, bytes, text = "", isTruncated }: Side, style: Style): string {
  if (!exists) return style("dim", "(not there)\n");
  if (isBinary) return style("dim", `(binary, ${bytes} bytes)\n`);
  const lines = text.split("\n").map(neutralise).join("\n");
  const end = lines.endsWith("\n") ? "" : "\n";
  return `${lines}${end}${isTruncated ? style("yellow", "(cut here)\n") : ""}`;
}

function short(id: string | undefined): string {
  return id === undefined ? "-" : id.slice(0, 8);
}
