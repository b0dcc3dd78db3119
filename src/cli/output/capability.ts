import type { CapabilityRecord } from "../../shared/contract/capability.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago, duration } from "./time.ts";
import { costText, countText } from "./usage.ts";

type Group = CapabilityRecord["types"][number];
type Tally = CapabilityRecord["total"];

const HOW_TONES = {
  landed: "green",
  closed: "green",
  failed: "red",
  "left-undone": "yellow",
  "under-way": "blue",
} as const;

/** What somebody has done, with the counts that each figure rests on. */
export function capabilityCard(record: CapabilityRecord, face: Face): string {
  const { style } = face;
  const { total, of } = record;
  const who = [of.agent, of.runtime, of.model].filter((part) => part !== undefined).join(", ");
  const head = `${style("cyan", neutralise(who === "" ? "everybody" : who))}\n`;
  if (total.items === 0) return `${head}No item was ever on its hook.\n`;
  const groups = (["types", "labels", "projects", "runtimes", "models"] as const)
    .filter((name) => name === "types" || record[name].length > (name === "labels" ? 0 : 1))
    .map((name) => `\n${groupTable(name.slice(0, -1), record[name], face)}`);
  return `${head}${renderFields(fieldsOf(total), style)}${groups.join("")}\n${recentTable(record, face)}`;
}

function fieldsOf(total: Tally): readonly (readonly [string, string | undefined])[] {
  return [
    ["items", itemsText(total)],
    ["first time", total.landed === 0 ? undefined : `${share(total.firstTime)} landed as first submitted`],
    ["submissions", submissionsText(total)],
    ["sessions", sessionsText(total)],
    ["time", total.medianMs === undefined ? undefined : `${duration(total.medianMs)} from start to end, in the middle`],
    ["tokens", tokensText(total)],
  ];
}

function itemsText(total: Tally): string {
  const parts = [
    `${total.landed} landed`,
    ...(total.closed === 0 ? [] : [`${total.closed} closed without a landing`]),
    ...(total.failed === 0 ? [] : [`${total.failed} failed`]),
    ...(total.leftUndone === 0 ? [] : [`${total.leftUndone} left undone`]),
    ...(total.underWay === 0 ? [] : [`${total.underWay} under way`]),
  ];
  return `${total.items}: ${parts.join(", ")}`;
}

function submissionsText({ submissions, sentBack, conflicts, gateFailures }: Tally): string {
  if (sentBack === 0) return `${submissions}, none sent back`;
  return `${submissions}, ${sentBack} sent back (${gateFailures} for a gate, ${conflicts} for a conflict)`;
}

function sessionsText({ sessions, medianSessions, crashes }: Tally): string {
  const middle = medianSessions === undefined ? "" : `, ${medianSessions} an item in the middle`;
  return `${sessions}${middle}${crashes === 0 ? "" : `, ${crashes} crashed`}`;
}

function tokensText({ tokens, measured, items, cost, usdPerItem }: Tally): string | undefined {
  if (measured === 0) return "not measured";
  const each = usdPerItem === undefined ? "" : `, $${usdPerItem.toFixed(2)} an item`;
  return `${countText(tokens)}, ${costText(cost)}${each}; measured for ${measured} of ${items}`;
}

function groupTable(title: string, groups: readonly Group[], face: Face): string {
  return renderTable(
    groups,
    [
      { title: title.toUpperCase(), text: (one) => one.key, tone: () => "cyan", flexible: true },
      { title: "ITEMS", text: (one) => String(one.items), align: "right" },
      { title: "LANDED", text: (one) => String(one.landed), align: "right" },
      { title: "FIRST TIME", text: (one) => (one.landed === 0 ? "" : share(one.firstTime)), align: "right" },
      { title: "SENT BACK", text: (one) => String(one.sentBack), align: "right" },
      { title: "TIME", text: (one) => (one.medianMs === undefined ? "" : duration(one.medianMs)), align: "right" },
      { title: "TOKENS", text: (one) => (one.measured === 0 ? "" : countText(one.tokens)), align: "right" },
      { title: "COST", text: (one) => (one.measured === 0 ? "" : costText(one.cost)), align: "right" },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

function recentTable({ recent }: CapabilityRecord, face: Face): string {
  return renderTable(
    recent,
    [
      { title: "ITEM", text: (one) => one.item, tone: () => "cyan" },
      { title: "TITLE", text: (one) => one.title, flexible: true },
      { title: "HOW", text: (one) => one.how, tone: (one) => HOW_TONES[one.how] },
      { title: "SESSIONS", text: (one) => String(one.sessions), align: "right" },
      { title: "SENT BACK", text: (one) => String(one.sentBack), align: "right" },
      { title: "WHEN", text: (one) => (one.at === undefined ? "" : ago(one.at)), tone: () => "dim" },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

function share({ count, of }: { readonly count: number; readonly of: number }): string {
  return `${count} of ${of}`;
}
