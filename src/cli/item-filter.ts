import type { InputOf } from "../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { ITEM_SORTS, ITEM_STAGES } from "../shared/model/item-words.ts";
import type { OptionValues } from "./command.ts";
import { parseIdentity } from "./identity.ts";
import { parseMoment } from "./parse-moment.ts";
import { parseTime } from "./parse-time.ts";

export type ItemFilter = Omit<InputOf<"item.list">, "at" | "limit" | "offset">;

/** What `drover list` filters by, and what a saved filter keeps. */
export const FILTER_OPTIONS = {
  project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
  stage: {
    kind: "choice",
    label: "STAGE",
    choices: ITEM_STAGES,
    many: true,
    summary: "Where it stands; several times.",
  },
  status: { kind: "text", label: "STATUS", names: "status", many: true, summary: "As recorded; several times." },
  type: { kind: "text", label: "TYPE", names: "type", many: true, summary: "Several times." },
  priority: { kind: "text", label: "N[-M]", short: "p", summary: "Of that priority, or from the one to the other." },
  label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "With all of these labels." },
  "any-label": { kind: "text", label: "LABEL", many: true, summary: "With one of these labels." },
  "no-label": { kind: "text", label: "LABEL", many: true, summary: "With none of these labels." },
  text: { kind: "text", label: "WORDS", summary: "With all of these words." },
  assignee: { kind: "text", label: "AGENT", names: "agent", summary: "Whose it is." },
  unassigned: { kind: "flag", summary: "Nobody's." },
  convoy: { kind: "text", label: "CONVOY", names: "convoy", summary: "Of that convoy." },
  parent: { kind: "text", label: "EPIC", names: "item", summary: "Children of that epic." },
  "no-parent": { kind: "flag", summary: "That belong to no epic." },
  ready: { kind: "flag", summary: "That could be started now." },
  blocked: { kind: "flag", summary: "That wait for something." },
  "created-by": { kind: "text", label: "AGENT", names: "agent", summary: "Who made it." },
  since: { kind: "text", label: "WHEN", summary: "Changed since: 2d, yesterday, 2026-12-24." },
  before: { kind: "text", label: "WHEN", summary: "Not changed since." },
  "due-before": { kind: "text", label: "WHEN", summary: "Due before: fri, 2026-12-24; 2d is in two days." },
  ref: { kind: "text", label: "URL", summary: "Known elsewhere as that." },
  overdue: { kind: "flag", summary: "Open, and due before now." },
  all: { kind: "flag", short: "a", summary: "Closed ones too." },
  sort: { kind: "choice", label: "ORDER", choices: ITEM_SORTS, summary: "Newest changes first unless told." },
  reverse: { kind: "flag", summary: "The other way round." },
} as const;

/** The filter that the options say. */
export function filterOf(options: OptionValues<typeof FILTER_OPTIONS>): Result<ItemFilter> {
  const assignee = options.assignee === undefined ? undefined : parseIdentity(options.assignee);
  if (assignee?.ok === false) return assignee;
  const createdBy = options["created-by"] === undefined ? undefined : parseIdentity(options["created-by"]);
  if (createdBy?.ok === false) return createdBy;
  const priority = priorityRange(options.priority);
  if (!priority.ok) return priority;
  const times = timesOf(options, Date.now());
  if (!times.ok) return times;
  const { project, text, convoy, parent, sort, ref: externalRef } = options;
  return ok({
    project,
    text,
    convoy,
    parent,
    stage: some(options.stage),
    status: some(options.status),
    type: some(options.type),
    labels: some(options.label),
    anyLabel: some(options["any-label"]),
    noLabel: some(options["no-label"]),
    assignee: assignee?.value,
    unassigned: set(options.unassigned),
    overdue: set(options.overdue),
    noParent: set(options["no-parent"]),
    ready: set(options.ready),
    blocked: set(options.blocked),
    createdBy: createdBy?.value,
    priority: priority.value,
    externalRef,
    sort,
    reverse: set(options.reverse),
    ...times.value,
    all: set(options.all),
  });
}

type Times = Pick<ItemFilter, "updatedSince" | "updatedBefore" | "dueBefore">;

function timesOf(
  options: Pick<OptionValues<typeof FILTER_OPTIONS>, "since" | "before" | "due-before">,
  now: number,
): Result<Times, Failure<"usage">> {
  const times: Times = {};
  for (const [field, words] of [
    ["updatedSince", options.since],
    ["updatedBefore", options.before],
  ] as const) {
    const time = words === undefined ? ok(undefined) : parseMoment(words, now);
    if (!time.ok) return time;
    if (typeof time.value === "string") {
      return fail("usage", `${time.value} is an event, and no time.`, { remedy: "Write 2d, yesterday or a date." });
    }
    times[field] = time.value;
  }
  const due = options["due-before"] === undefined ? ok(undefined) : parseTime(options["due-before"], now);
  if (!due.ok) return due;
  return ok({ ...times, dueBefore: due.value ?? undefined });
}

function priorityRange(text: string | undefined): Result<ItemFilter["priority"], Failure<"usage">> {
  if (text === undefined) return ok(undefined);
  const [, from, to] = /^([0-4])(?:-([0-4]))?$/.exec(text) ?? [];
  if (from === undefined) {
    return fail("usage", `"${text}" is no priority.`, { remedy: "Write one from 0 to 4, or two as in 0-1." });
  }
  return ok({ from: Number(from), to: Number(to ?? from) });
}

/** What is given on the command line narrows, or replaces, what the saved filter says of the same. */
export function mergeFilters(saved: ItemFilter, given: ItemFilter): ItemFilter {
  return { ...saved, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** Without a value there is no filter. */
function some<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}

/** Not set is not the same as no. */
function set(flag: boolean): true | undefined {
  return flag ? true : undefined;
}
