import { z } from "zod";
import { ITEM_TYPES } from "../../../../shared/model/item-words.ts";
import { base36 } from "../../base/short-id.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { cleanLabels, cleanText, cleanTitle, toIdentity, toPriority, toTime, toWord } from "../clean.ts";
import { type Notes, type SourceComment, type SourceItem, type StatedFields, tellOf } from "../source.ts";

const person = z.looseObject({ login: z.string().optional(), username: z.string().optional() }).nullish();
const time = z.string().nullish();

/** What both forges say of an issue, under the names of either. */
export const forgeIssue = z.looseObject({
  number: z.int().optional(),
  iid: z.int().optional(),
  title: z.string(),
  body: z.string().nullish(),
  description: z.string().nullish(),
  state: z.string(),
  state_reason: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.looseObject({ name: z.string().nullish() })])).default([]),
  assignees: z.array(person).nullish(),
  user: person,
  author: person,
  milestone: z.looseObject({ title: z.string() }).nullish(),
  type: z.union([z.string(), z.looseObject({ name: z.string() })]).nullish(),
  created_at: time,
  updated_at: time,
  closed_at: time,
  due_date: time,
  html_url: z.string().optional(),
  web_url: z.string().optional(),
  user_notes_count: z.int().optional(),
  /** GitHub lists pull requests among the issues. */
  pull_request: z.unknown().optional(),
});
export type ForgeIssue = z.infer<typeof forgeIssue>;

export const forgeComment = z.looseObject({
  id: z.union([z.int(), z.string()]),
  body: z.string().nullish(),
  user: person,
  author: person,
  created_at: time,
  issue_url: z.string().optional(),
  /** GitLab's own notes of what changed. */
  system: z.boolean().optional(),
});
export type ForgeComment = z.infer<typeof forgeComment>;

const PRIORITY_LABEL = /^(?:p|priority)?[\s:/_-]*(p?[0-4]|critical|urgent|highest|high|medium|low|lowest)$/i;
const TYPE_LABELS: Readonly<Record<string, string>> = {
  bug: "bug",
  enhancement: "feature",
  feature: "feature",
  epic: "epic",
  chore: "chore",
};

export function numberOf(issue: ForgeIssue): number {
  return issue.number ?? issue.iid ?? 0;
}

interface Context {
  readonly notes: Notes;
  readonly by: IdentityPath;
  readonly now: number;
  readonly comments: readonly ForgeComment[];
}

/** An issue in our words. Its labels stay as they are; where one says type or priority, that is taken over too. */
export function itemOfIssue(issue: ForgeIssue, { notes, by, now, comments }: Context): SourceItem | undefined {
  const number = numberOf(issue);
  const tell = tellOf(notes, number);
  const titled = cleanTitle(issue.title, tell);
  if (titled === undefined) {
    tell("skipped", `Issue ${number} has no title.`);
    return undefined;
  }
  const names = issue.labels
    .map((one) => (typeof one === "string" ? one : (one.name ?? "")))
    .filter((one) => one !== "");
  const milestone = issue.milestone?.title;
  const labels = cleanLabels([...names, ...(milestone === undefined ? [] : [`milestone:${milestone}`])], tell);
  const body = [titled.whole, issue.body ?? issue.description]
    .filter((part) => part !== undefined && part !== null && part !== "")
    .join("\n\n");
  const description = cleanText(body, "body", tell);
  const author = toIdentity(nameOf(issue.user ?? issue.author) ?? "") ?? by;
  const [createdAt, updatedAt, dueAt] = [toTime(issue.created_at), toTime(issue.updated_at), toTime(issue.due_date)];
  const priority = names.map((one) => toPriority(PRIORITY_LABEL.exec(one)?.[1])).find((one) => one !== undefined);
  const url = issue.html_url ?? issue.web_url;
  const assignees = (issue.assignees ?? []).flatMap((one) => nameOf(one) ?? []);
  const fields: StatedFields = {
    labels,
    type: typeOf(issue, names),
    ...(description === "" ? {} : { description }),
    ...(priority === undefined ? {} : { priority }),
    ...(url === undefined ? {} : { externalRef: url }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(assignees.length === 0 ? {} : { metadata: { assignees } }),
    createdBy: author,
    ...standingOf(issue),
  };
  return {
    line: number,
    key: `#${number}`,
    title: titled.title,
    fields,
    comments: comments.flatMap((one) => commentOf(one, { by, now, tell })),
    onlyOpenOrClosed: true,
  };
}

function standingOf(issue: ForgeIssue): StatedFields {
  if (issue.state !== "closed") return { status: "open" };
  const closedAt = toTime(issue.closed_at);
  // Completed is what closed means anyway.
  const reason = issue.state_reason === "completed" ? undefined : issue.state_reason?.replaceAll("_", " ");
  const isFailed = reason === "not planned" || reason === "duplicate";
  return {
    status: "closed",
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(reason === undefined ? {} : { closedReason: reason }),
    ...(isFailed ? { outcome: "failed" } : {}),
  };
}

function typeOf(issue: ForgeIssue, labels: readonly string[]): string {
  const named = toWord(typeof issue.type === "string" ? issue.type : (issue.type?.name ?? ""));
  if (named !== undefined && (ITEM_TYPES as readonly string[]).includes(named)) return named;
  for (const one of labels) {
    const type = TYPE_LABELS[one.toLowerCase().replace(/^(?:type|kind)[\s:/]*/, "")];
    if (type !== undefined) return type;
  }
  return "task";
}

interface CommentContext extends Pick<Context, "by" | "now"> {
  readonly tell: ReturnType<typeof tellOf>;
}

function commentOf(given: ForgeComment, { by, now, tell }: CommentContext): SourceComment[] {
  const text = cleanText(given.body ?? "", "comment", tell);
  if (given.system === true || text.trim() === "") return [];
  const author = toIdentity(nameOf(given.user ?? given.author) ?? "") ?? by;
  return [{ key: base36(String(given.id), 8), author, createdAt: toTime(given.created_at) ?? now, text }];
}

function nameOf(one: z.infer<typeof person>): string | undefined {
  return one?.login ?? one?.username;
}
