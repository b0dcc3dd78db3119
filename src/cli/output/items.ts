import type { OutputOf } from "../../shared/contract/contract.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import { shortName } from "../../shared/model/identity.ts";
import type { Io } from "../io.ts";
import { neutralise, neutraliseLines } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { type Column, renderFields, renderTable } from "./table.ts";
import { ago, localTime } from "./time.ts";

export interface Face {
  readonly io: Pick<Io, "columns">;
  readonly style: Style;
}

const STAGE_TONES: Readonly<Record<ItemView["stage"], Tone | undefined>> = {
  blocked: "dim",
  ready: "cyan",
  queued: "blue",
  "in-progress": "yellow",
  review: "magenta",
  merging: "magenta",
  landed: "green",
  closed: "dim",
  deferred: "dim",
};

export function stageTone(stage: ItemView["stage"]): Tone | undefined {
  return STAGE_TONES[stage];
}

/** 0 and 1 are to be seen, the others are the usual. */
export function priorityTone(priority: number): Tone | undefined {
  return priority === 0 ? "red" : priority === 1 ? "yellow" : "dim";
}

const COLUMNS: readonly Column<ItemView>[] = [
  { title: "ID", text: (item) => item.id, tone: () => "cyan" },
  { title: "P", text: (item) => String(item.priority), tone: (item) => priorityTone(item.priority) },
  { title: "STAGE", text: (item) => item.stage, tone: (item) => stageTone(item.stage) },
  { title: "TYPE", text: (item) => (item.type === "task" ? "" : item.type) },
  {
    title: "TITLE",
    text: (item) => (item.compacted === undefined ? item.title : `${item.title} (digest)`),
    flexible: true,
  },
  { title: "AGENT", text: (item) => shortOf(item.hookedBy ?? item.assignee) },
  { title: "WAITS FOR", text: (item) => summarise(item.blockedBy), tone: () => "dim" },
  { title: "LABELS", text: (item) => item.labels.join(" "), tone: () => "blue" },
];

/** `found` is how many there are in all, where the answer was limited. */
export function itemTable(items: readonly ItemView[], face: Face, found = items.length): string {
  if (items.length === 0) return "No items.\n";
  const more = found > items.length ? face.style("dim", `${items.length} of ${found}; --limit N shows more.\n`) : "";
  return renderTable(items, COLUMNS, { style: face.style, columns: face.io.columns }) + more;
}

/** What could be started: the stage is the same for all, what it unblocks is what matters; and why, if that was asked. */
export function readyTable({ items, total: found, reasons = [] }: OutputOf<"item.ready">, face: Face): string {
  if (items.length === 0) return "Nothing is ready; see why with drover blocked.\n";
  const why = new Map(reasons.map((reason) => [reason.item, reason.text]));
  const columns: readonly Column<ItemView>[] = [
    ...COLUMNS.filter((column) => column.title === "ID" || column.title === "P" || column.title === "TYPE"),
    {
      title: "UNBLOCKS",
      align: "right",
      text: (item) => (item.unblocks === 0 ? "" : String(item.unblocks)),
      tone: () => "dim",
    },
    ...COLUMNS.filter((column) => column.title === "TITLE" || column.title === "LABELS"),
    { title: "WHY", text: (item) => why.get(item.id) ?? "", tone: () => "dim" },
  ];
  const more = found > items.length ? face.style("dim", `${items.length} of ${found}; --limit N shows more.\n`) : "";
  return renderTable(items, columns, { style: face.style, columns: face.io.columns }) + more;
}

/** One line that says what became of an item: `Created app-x3f  Fix the login`. */
export function itemLine(verb: string, item: ItemView, style: Style): string {
  return `${verb} ${style("cyan", item.id)}  ${neutralise(item.title)}\n`;
}

export function itemCard(item: ItemView, style: Style): string {
  const head = `${style("cyan", item.id)}  ${style("bold", neutralise(item.title))}\n`;
  const fields = renderFields(
    [
      ["stage", style(stageTone(item.stage), item.stage)],
      ["status", item.customStatus],
      ["trouble", item.trouble === undefined ? undefined : style("red", neutralise(item.trouble))],
      ["type", item.type],
      ["priority", style(priorityTone(item.priority), String(item.priority))],
      ["project", item.project],
      ["labels", neutralise(item.labels.join(" "))],
      ["agent", item.hookedBy ?? item.assignee],
      ["parent", item.parent],
      ["links", linksOf(item)],
      ["deferred", item.deferredUntil === undefined ? undefined : `until ${localTime(item.deferredUntil)}`],
      ["due", item.dueAt === undefined ? undefined : localTime(item.dueAt)],
      ["estimate", item.estimateMinutes === undefined ? undefined : sayMinutes(item.estimateMinutes)],
      ["gate", gateOf(item)],
      ["elsewhere", item.externalRef === undefined ? undefined : neutralise(item.externalRef)],
      ["outcome", item.outcome],
      ["text", digestOf(item)],
      ["convoys", item.convoys.join(" ")],
      ["submission", item.submission],
      ["landed", item.landedCommit?.slice(0, 12)],
      ["closed", item.closedReason === undefined ? undefined : neutralise(item.closedReason)],
      ["created", `${ago(item.createdAt)} by ${item.createdBy}`],
      ["metadata", item.metadata === undefined ? undefined : neutralise(JSON.stringify(item.metadata))],
      ["changed", `${ago(item.updatedAt)} by ${item.updatedBy}`],
    ],
    style,
  );
  return head + fields + section("Description", item.description, style) + texts(item, style);
}

function digestOf({ id, compacted }: ItemView): string | undefined {
  if (compacted === undefined) return undefined;
  return `a digest of ${compacted.chars} characters; drover compact --restore ${id} brings them back`;
}

function texts(item: ItemView, style: Style): string {
  return (
    section("Acceptance", item.acceptance, style) +
    section("Design", item.design ?? "", style) +
    section("Notes", item.notes, style)
  );
}

function linksOf(item: ItemView): string {
  return item.links.map(({ kind, to, mode }) => `${kind} ${to}${mode === "any-children" ? " (any)" : ""}`).join(", ");
}

function gateOf({ gate }: ItemView): string | undefined {
  if (gate === undefined) return undefined;
  const until = gate.until === undefined ? undefined : `until ${localTime(gate.until)}`;
  return neutralise([gate.kind, gate.for, until].filter((part) => part !== undefined).join(" "));
}

/** `2 h 30 min` */
function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours === 0 ? "" : `${hours} h`, rest === 0 && hours > 0 ? "" : `${rest} min`].join(" ").trim();
}

export function section(title: string, text: string, style: Style): string {
  return text.trim() === "" ? "" : `\n${style("bold", title)}\n${neutraliseLines(text.trimEnd())}\n`;
}

function shortOf(identity: NonNullable<ItemView["assignee"]> | undefined): string {
  return identity === undefined ? "" : shortName(identity);
}

/** Two ids and how many more. */
function summarise(ids: readonly string[]): string {
  return ids.length <= 2 ? ids.join(" ") : `${ids.slice(0, 2).join(" ")} +${ids.length - 2}`;
}
