import { itemPutBack } from "../../../shared/model/attention.ts";
import { type IdentityPath, shortName } from "../../../shared/model/identity.ts";
import { type Draft, withHeldUp } from "./draft.ts";
import type { AttentionFacts, GaveWay } from "./facts.ts";

/** As much of a value as fits in a sentence. */
const VALUE_CHARS = 120;

/** What a sync decided, for the user to decide otherwise. It holds nothing up: work goes on with what stands now. Pure. */
export function gaveWayEntry(one: GaveWay, facts: AttentionFacts): Draft {
  const { project, item, field, kept, keptBy, lost, lostBy, at } = one;
  const itemTitle = facts.titleOf(item);
  const putBack = itemPutBack.safeParse({ [field]: lost ?? null });
  return withHeldUp(
    {
      id: `gave-way:${item}:${field}`,
      kind: "gave-way",
      title: `The ${FIELD_WORDS[field] ?? field} of ${item} was changed in two clones`,
      why: `It is ${shown(field, kept)} now${said(keptBy)}; ${shown(field, lost)}${said(lostBy)} gave way.`,
      evidence: [],
      since: at,
      project,
      item,
      ...(itemTitle === undefined ? {} : { itemTitle }),
      ...(putBack.success ? { putBack: putBack.data } : {}),
      about: { kind: "item", id: item },
      mark: String(at),
    },
    { items: [], submissions: 0 },
    facts,
  );
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  estimateMinutes: "estimate",
  dueAt: "due day",
  deferredUntil: "day it is put off to",
  externalRef: "link to elsewhere",
};

function said(by: IdentityPath | undefined): string {
  return by === undefined ? "" : ` (by ${shortName(by)})`;
}

function shown(field: string, value: unknown): string {
  if (value === undefined || value === null || value === "") return "empty";
  if (typeof value !== "number") return `“${cut(typeof value === "string" ? value : JSON.stringify(value))}”`;
  if (field === "estimateMinutes") return `${value} min`;
  return field === "priority" ? `P${value}` : new Date(value).toISOString().slice(0, 10);
}

/** One line. What is not seen in it stays: faces show it for what it is. */
function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= VALUE_CHARS ? line : `${line.slice(0, VALUE_CHARS - 1).toWellFormed()}…`;
}
