import type { InputOf } from "../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { readEstimate } from "../shared/time-words.ts";
import type { OptionSpec, OptionValues } from "./command.ts";
import type { Io } from "./io.ts";
import { longText } from "./long-text.ts";
import { parseTime } from "./parse-time.ts";

/** What `create` and `edit` both can say about an item. */
export const ITEM_OPTIONS = {
  description: { kind: "text", label: "TEXT", summary: "What is wanted; - reads standard input." },
  "description-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
  acceptance: { kind: "text", label: "TEXT", summary: "How to tell that it is done; - reads standard input." },
  design: { kind: "text", label: "TEXT", summary: "How it is to be done; - reads standard input." },
  notes: { kind: "text", label: "TEXT", summary: "Whatever else should be known." },
  type: {
    kind: "text",
    label: "TYPE",
    names: "type",
    summary: "task, bug, feature, chore, epic, …; drover vocabulary lists them.",
  },
  priority: { kind: "number", label: "0-4", min: 0, max: 4, short: "p", summary: "0 is the most urgent; 2 is usual." },
  label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "All its labels; several times." },
  defer: { kind: "text", label: "WHEN", summary: "Not ready before: 30min, 4h, 2d, fri, 2026-12-24; or never." },
  due: { kind: "text", label: "WHEN", summary: "When it is to be done: 2d, fri, 2026-12-24; never for none." },
  estimate: { kind: "text", label: "TIME", summary: "How much work: 90min, 2h, 1h30min, 2d (of 8 h); none for none." },
  ref: { kind: "text", label: "URL", summary: "Where it is known elsewhere; none for nowhere." },
  gate: {
    kind: "text",
    label: "KIND[:WHAT]",
    summary: "Of a gate, what opens it: human, timer, item:ID, pull-request:URL, run:URL, message:TEXT; none for none.",
  },
  until: { kind: "text", label: "WHEN", summary: "When a timer's gate opens." },
  meta: { kind: "text", label: "KEY=VALUE", many: true, summary: "Whatever other tools keep with it; several times." },
} as const satisfies Record<string, OptionSpec>;

type Given = OptionValues<typeof ITEM_OPTIONS>;
type Fields = Omit<InputOf<"item.edit">, "item" | "title" | "addLabels" | "removeLabels" | "parent" | "ifVersion">;

/** The options as the contract takes them. `now` in milliseconds since 1970. */
export function itemFields(io: Io, options: Given, now: number): Result<Fields, Failure<"usage">> {
  const texts = { acceptance: options.acceptance, design: options.design, notes: options.notes };
  const fields: Fields = { type: options.type, priority: options.priority };
  const file = options["description-file"];
  const description = longText(io, { option: "description", text: options.description, file });
  if (!description.ok) return description;
  fields.description = description.value;
  for (const field of ["acceptance", "design", "notes"] as const) {
    const text = longText(io, { option: field, text: texts[field] });
    if (!text.ok) return text;
    fields[field] = text.value;
  }
  if (options.label.length > 0) fields.labels = [...options.label];
  const times = [
    ["deferredUntil", options.defer, {}],
    ["dueAt", options.due, { endOfDay: true }],
  ] as const;
  for (const [field, words, how] of times) {
    if (words === undefined) continue;
    const time = parseTime(words, now, how);
    if (!time.ok) return time;
    fields[field] = time.value;
  }
  if (options.estimate !== undefined) {
    const minutes = options.estimate === "none" ? null : readEstimate(options.estimate);
    if (minutes === undefined) {
      return fail("usage", `"${options.estimate}" is no estimate.`, {
        remedy: "Write 90min, 2h, 1h30min, 2d or none.",
      });
    }
    fields.estimateMinutes = minutes;
  }
  if (options.ref !== undefined) fields.externalRef = options.ref === "none" ? null : options.ref;
  const gate = gateOf(options, now);
  if (!gate.ok) return gate;
  fields.gate = gate.value;
  const metadata = metadataOf(options.meta);
  if (!metadata.ok) return metadata;
  fields.metadata = metadata.value;
  return ok(fields);
}

function gateOf({ gate, until }: Given, now: number): Result<Fields["gate"], Failure<"usage">> {
  if (gate === undefined) {
    return until === undefined
      ? ok(undefined)
      : fail("usage", "--until goes with --gate.", { remedy: "Say --gate timer --until 2d." });
  }
  if (gate === "none") return ok(null);
  const [, kind = "", what] = /^([^:]*)(?::([\s\S]+))?$/.exec(gate) ?? [];
  const known = (["human", "timer", "item", "pull-request", "run", "message"] as const).find((one) => one === kind);
  if (known === undefined) {
    return fail("usage", `"${kind}" is no kind of gate.`, {
      remedy: "One of human, timer, item:ID, pull-request:URL, run:URL, message:TEXT.",
    });
  }
  const time = until === undefined ? ok(undefined) : parseTime(until, now);
  if (!time.ok) return time;
  if (known === "timer" && (time.value ?? undefined) === undefined) {
    return fail("usage", "A timer's gate needs a time.", { remedy: "Say --gate timer --until 2d." });
  }
  if (known === "item" && what === undefined) {
    return fail("usage", "An item's gate needs the item.", { remedy: "Say --gate item:demo-k3f." });
  }
  return ok({
    kind: known,
    ...(what === undefined ? {} : { for: what }),
    ...(time.value === undefined || time.value === null ? {} : { until: time.value }),
  });
}

/** `key=value`; numbers, true and false are taken as such. */
function metadataOf(pairs: readonly string[]): Result<Fields["metadata"], Failure<"usage">> {
  if (pairs.length === 0) return ok(undefined);
  const metadata: NonNullable<Fields["metadata"]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) return fail("usage", `"${pair}" is not KEY=VALUE.`);
    metadata[pair.slice(0, at)] = plainValue(pair.slice(at + 1));
  }
  return ok(metadata);
}

function plainValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  // What would not be written the same again (007, 1e3, an id of many digits) is text.
  return text !== "" && String(Number(text)) === text ? Number(text) : text;
}

/** Not given is not the same as none. */
export function some<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
