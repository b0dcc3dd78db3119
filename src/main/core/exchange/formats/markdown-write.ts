import { readTime } from "../../../../shared/time-words.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import { escapeBody } from "./markdown-body.ts";

const INDENT = "  ";
/** Estimates and times are said as quick creation reads them. */
const MINUTES_PER_HOUR = 60;

export interface MarkdownDeps {
  /** Of those that are exported. */
  children(id: string): readonly WorkItem[];
  readonly now: number;
}

/** An epic that stands by itself: a heading, its children below it. */
export function writeEpic(epic: WorkItem, deps: MarkdownDeps): string {
  const text = bodyOf(epic, "");
  const children = deps.children(epic.id).map((child) => writeTask(child, deps, ""));
  return `\n## ${lineOf(epic, deps.now)}\n${text === "" ? "" : `\n${text}`}\n${children.join("")}`;
}

/** A task with its description and children indented below it. */
export function writeTask(item: WorkItem, deps: MarkdownDeps, indent: string): string {
  const mark = item.status !== "closed" ? " " : item.outcome === "failed" ? "-" : "x";
  const children = deps.children(item.id).map((child) => writeTask(child, deps, indent + INDENT));
  return `${indent}- [${mark}] ${lineOf(item, deps.now, "task")}\n${bodyOf(item, indent + INDENT)}${children.join("")}`;
}

/** In the words of quick creation, with id and version behind, by which the line is known again. */
function lineOf(item: WorkItem, now: number, unsaid = "epic"): string {
  const words = item.title.split(/\s+/).map((word) => (isToken(word) ? `\\${word}` : word));
  const tokens = [
    ...(item.type === unsaid ? [] : [`!${item.type}`]),
    ...(item.priority === 2 ? [] : [`p${item.priority}`]),
    ...item.labels.filter((label) => !/^\d+$/.test(label)).map((label) => `#${label}`),
    ...(item.assignee === undefined ? [] : [`@${item.assignee}`]),
    ...item.links.filter((link) => link.kind === "blocks").map((link) => `>${link.to}`),
    ...(item.estimateMinutes === undefined ? [] : [`est:${estimateOf(item.estimateMinutes)}`]),
    ...dueOf(item.dueAt, now),
  ];
  return [...words, ...tokens, `<!-- ${item.id} v${item.version} -->`].join(" ");
}

/** Words that quick creation would not leave in the title. */
function isToken(word: string): boolean {
  return /^(?:p[0-4]$|(?:due|est|in):|[#@!^>\\].)/i.test(word);
}

function estimateOf(minutes: number): string {
  return minutes % MINUTES_PER_HOUR === 0 ? `${minutes / MINUTES_PER_HOUR}h` : `${minutes}min`;
}

/** A day alone can be said; a time of day stays here. */
function dueOf(dueAt: number | undefined, now: number): string[] {
  if (dueAt === undefined) return [];
  const day = new Date(dueAt);
  const pad = (part: number) => String(part).padStart(2, "0");
  const text = `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
  return readTime(text, now, { endOfDay: true }) === dueAt ? [`due:${text}`] : [];
}

function bodyOf(item: WorkItem, indent: string): string {
  if (item.description === "") return "";
  const lines = escapeBody(item.description).map((line) => (line === "" ? "" : `${indent}${line}`));
  return `${lines.join("\n")}\n`;
}
