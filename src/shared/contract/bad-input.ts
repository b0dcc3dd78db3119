import type { z } from "zod";
import type { Failure } from "../model/result.ts";
import type { AnyVerb } from "./contract.ts";

type Issue = z.core.$ZodIssue;

/** Says in words which field is wrong, in what, and what would be right; all of them in `details`. */
export function describeBadInput(verb: AnyVerb, error: z.ZodError, input: unknown): Failure<"bad-input"> {
  const issues = error.issues.map((issue) => ({ field: fieldName(issue.path), problem: sayProblem(issue, input) }));
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  const field = first === undefined || first.field === "" ? "the input" : first.field;
  return {
    code: "bad-input",
    message: `${verb.name}: ${field} ${first?.problem ?? "is not understood"}${more}.`,
    remedy: "Correct that and try again.",
    details: { verb: verb.name, issues },
  };
}

/** `gates[0].command` */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : at === 0 ? String(key) : `.${String(key)}`))
    .join("");
}

/** What is wrong with a field, behind its name: `must be at least 5`. */
export function sayProblem(issue: Issue, input: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return valueAt(input, issue.path) === undefined
        ? "is missing"
        : `must be ${withArticle(issue.expected)}, not ${kindOf(valueAt(input, issue.path))}`;
    case "too_small":
      return `must ${bound(issue.origin, "at least", Number(issue.minimum))}`;
    case "too_big":
      return `must ${bound(issue.origin, "at most", Number(issue.maximum))}`;
    case "unrecognized_keys":
      return `has unknown fields: ${issue.keys.join(", ")}`;
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    default:
      return `is not accepted: ${issue.message.replace(/\.$/, "")}`;
  }
}

function bound(origin: string, which: string, limit: number): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "entry" : undefined;
  if (unit === undefined) return `be ${which} ${limit}`;
  if (limit === 1) return `have ${which} 1 ${unit}`;
  return `have ${which} ${limit} ${unit === "entry" ? "entries" : "characters"}`;
}

function withArticle(expected: string): string {
  if (expected === "int") return "a whole number";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : withArticle(typeof value);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
