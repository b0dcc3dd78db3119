import type { AttentionList } from "../../shared/contract/attention.ts";
import type { AttentionEntry, AttentionKind, HeldUp } from "../../shared/model/attention.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { ago, localTime } from "./time.ts";

/** What to do about each kind, as commands. */
const WAYS_OUT: Readonly<Record<AttentionKind, (entry: AttentionEntry) => string>> = {
  permission: ({ agent }) => [`drover agent peek ${agent}`, `drover agent answer ${agent} --choose 1`].join("; "),
  question: ({ mail, choices }) =>
    choices === undefined ? `drover mail reply ${mail} "…"` : `drover mail reply ${mail} --choice 1`,
  input: ({ agent }) => `drover agent answer ${agent} "…"`,
  unknown: ({ agent }) => `drover agent peek ${agent}`,
  parked: ({ agent }) => `drover agent start ${agent}`,
  review: ({ submission }) => [`drover review show ${submission}`, `drover review approve ${submission}`].join("; "),
  conflict: ({ submission }) => `drover mq conflict ${submission}`,
  decision: ({ submission }) => [`drover mq show ${submission}`, `drover mq retry ${submission}`].join("; "),
  room: ({ submission, project, consent }) =>
    consent === undefined
      ? `drover mq show ${submission}`
      : `to allow it, when nothing is uncommitted there: drover project edit ${project} --land-on-checked-out yes`,
  queue: ({ project }) => `drover mq list --project ${project}`,
  convoy: ({ about }) => `drover convoy show ${about?.id ?? ""}`,
  gate: ({ item }) => [`drover show ${item}`, `drover close ${item}`].join("; "),
  sync: ({ project }) => `drover sync ${project}`,
  "gave-way": ({ item, id }) =>
    [`drover history ${item}`, `drover edit ${item} …`, `to leave it: drover attention put-off ${id}`].join("; "),
  mail: ({ mail }) => `drover mail read ${mail}`,
  health: () => "drover doctor",
};

export function attentionText({ entries, putOff }: AttentionList, face: Face, isAll: boolean): string {
  const { style } = face;
  const more = putOff.length === 0 ? "" : style("dim", `${putOff.length} put off (drover attention --put-off)\n`);
  const off = isAll ? putOff.map((entry) => entryText(entry, face)).join("\n") : more;
  if (entries.length === 0) return `${style("green", "Nothing needs you.")}\n${off}`;
  return `${entries.map((entry) => entryText(entry, face)).join("\n")}${off === "" ? "" : `\n${off}`}`;
}

function entryText(entry: AttentionEntry, { style }: Face): string {
  const { title, why, since, holdsUp, choices = [], kind, id, itemTitle, putOff, remedy } = entry;
  const until = putOff?.until === undefined ? "until it is about something new" : `until ${localTime(putOff.until)}`;
  const held = heldUpWords(holdsUp);
  return [
    `${style(putOff === undefined ? "yellow" : "dim", neutralise(title))}  ${style("dim", `${ago(since)}  ${id}`)}`,
    ...(putOff === undefined ? [] : [style("dim", `  put off ${until}`)]),
    ...(itemTitle === undefined ? [] : [`  ${style("dim", "on")} ${neutralise(itemTitle)}`]),
    `  ${neutralise(why)}`,
    ...choices.map((choice, at) => `  ${style("cyan", String(at + 1))} ${neutralise(choice)}`),
    ...(held === "" ? [] : [`  ${style("dim", "holds up")} ${held}`]),
    ...(remedy === undefined ? [] : [style("dim", `  ${neutralise(remedy)}`)]),
    style("dim", `  ${WAYS_OUT[kind](entry)}`),
    "",
  ].join("\n");
}

/** Empty where nothing waits for it. */
export function heldUpWords({ count, convoys, submissions }: HeldUp): string {
  const parts = [
    ...(count === 0 ? [] : [count === 1 ? "1 item" : `${count} items`]),
    ...(submissions <= 1 ? [] : [`${submissions} submissions`]),
    ...convoys.map(({ title }) => `convoy “${neutralise(title)}”`),
  ];
  return parts.join(", ");
}
