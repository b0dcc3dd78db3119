import type { FacetValue } from "../../../shared/contract/item-count.ts";
import type { ItemFacet } from "../../../shared/model/item-words.ts";
import { ITEM_STAGES } from "./stages.ts";
import { PRIORITIES } from "../item-choices.ts";
import { lastPart } from "../names.ts";
import { stageLabel } from "../stage.ts";
import type { Filter } from "./filter.ts";

/** One thing a filter asks for, as a chip shows it. */
export interface FilterPart {
  /** Unique within a filter. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** The filter that no longer asks for it. */
  readonly rest: Filter;
}

const LISTS = {
  stage: "Stage",
  status: "Status",
  type: "Type",
  labels: "Label",
  anyLabel: "Any label",
  noLabel: "No label",
} as const;
const TEXTS = {
  project: "Project",
  assignee: "Assignee",
  parent: "Epic",
  convoy: "Convoy",
  createdBy: "Created by",
  externalRef: "Known as",
} as const;
const FLAGS = {
  unassigned: "Nobody’s",
  overdue: "Overdue",
  noParent: "In no epic",
  ready: "Ready",
  blocked: "Blocked",
  all: "Closed too",
} as const;
const TIMES = {
  updatedSince: "Changed since",
  updatedBefore: "Changed before",
  createdSince: "Created since",
  createdBefore: "Created before",
  dueBefore: "Due before",
} as const;

export function partsOf(filter: Filter): readonly FilterPart[] {
  const parts: FilterPart[] = [];
  for (const [field, name] of entriesOf(LISTS)) {
    const values: readonly string[] = filter[field] ?? [];
    for (const value of values) {
      const left = values.filter((one) => one !== value);
      const rest = left.length === 0 ? without(filter, field) : { ...filter, [field]: left };
      parts.push({ key: `${field} ${value}`, name, value: field === "stage" ? labelOfStage(value) : value, rest });
    }
  }
  for (const [field, name] of entriesOf(TEXTS)) {
    const value = filter[field];
    if (value === undefined) continue;
    const shown = field === "assignee" || field === "createdBy" ? personOf(value) : value;
    parts.push({ key: field, name, value: shown, rest: without(filter, field) });
  }
  if (filter.priority !== undefined) {
    const { from, to } = filter.priority;
    const value = from === to ? labelOfPriority(from) : `${labelOfPriority(from)} to ${labelOfPriority(to)}`;
    parts.push({ key: "priority", name: "Priority", value, rest: without(filter, "priority") });
  }
  for (const [field, name] of entriesOf(FLAGS)) {
    if (filter[field] === undefined) continue;
    parts.push({ key: field, name, value: filter[field] ? "" : "not", rest: without(filter, field) });
  }
  for (const [field, name] of entriesOf(TIMES)) {
    const at = filter[field];
    if (at === undefined) continue;
    parts.push({ key: field, name, value: new Date(at).toLocaleDateString("en"), rest: without(filter, field) });
  }
  return parts;
}

/** The filter that also asks for one value of a facet; undefined where none can. */
export function withValue(filter: Filter, by: ItemFacet, value: string | null): Filter | undefined {
  switch (by) {
    case "stage": {
      const stage = ITEM_STAGES.find((one) => one === value);
      return stage === undefined ? undefined : { ...filter, stage: once(filter.stage, stage) };
    }
    case "status":
      return value === null ? undefined : { ...filter, status: once(filter.status, value) };
    case "type":
      return value === null ? undefined : { ...filter, type: once(filter.type, value) };
    case "label":
      return value === null ? undefined : { ...filter, labels: once(filter.labels, value) };
    case "priority":
      return { ...filter, priority: { from: Number(value), to: Number(value) } };
    case "project":
      return { ...filter, project: value ?? "workspace" };
    case "parent":
      return value === null ? { ...without(filter, "parent"), noParent: true } : { ...filter, parent: value };
    case "assignee":
      return value === null ? { ...without(filter, "assignee"), unassigned: true } : withAssignee(filter, value);
  }
}

function withAssignee(filter: Filter, assignee: string): Filter {
  const next: Filter = without(filter, "unassigned");
  // It came from the core as an identity.
  Object.assign(next, { assignee });
  return next;
}

export const facetLabel: Readonly<Record<ItemFacet, string>> = {
  stage: "Stage",
  status: "Status",
  type: "Type",
  priority: "Priority",
  assignee: "Assignee",
  label: "Label",
  project: "Project",
  parent: "Epic",
};

/** A value as people read it. */
export function facetText(by: ItemFacet, { value, title }: Pick<FacetValue, "value" | "title">): string {
  if (value === null) {
    return { assignee: "nobody", project: "the workspace", parent: "none" }[by as string] ?? "none";
  }
  if (by === "stage") return labelOfStage(value);
  if (by === "priority") return labelOfPriority(Number(value));
  if (by === "assignee") return personOf(value);
  return title ?? value;
}

function once<T>(values: readonly T[] | undefined, value: T): T[] {
  return [...new Set([...(values ?? []), value])];
}

function without(filter: Filter, field: keyof Filter): Filter {
  const rest = { ...filter };
  Reflect.deleteProperty(rest, field);
  return rest;
}

function entriesOf<T extends Readonly<Record<string, string>>>(
  names: T,
): readonly (readonly [keyof T & string, string])[] {
  return Object.entries(names);
}

function labelOfStage(stage: string): string {
  return new Map<string, string>(Object.entries(stageLabel)).get(stage) ?? stage;
}

function labelOfPriority(priority: number): string {
  return PRIORITIES[priority]?.label ?? `p${priority}`;
}

function personOf(identity: string): string {
  return identity === "user" ? "you" : lastPart(identity);
}
