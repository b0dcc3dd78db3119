import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";

/** How a scripted agent works on an item; docs/scripted-agent.md is its reference. */
export interface Script {
  /** Stretches all pauses; DROVER_SCRIPTED_PACE multiplies it. */
  readonly pace: number;
  readonly steps: readonly Step[];
  /** Done before it submits again when a gate was red. */
  readonly fix: readonly Step[];
  /** Done by whoever resolves the conflict of what was submitted; without it, both sides are kept and it is submitted. */
  readonly resolve?: readonly Step[];
}

export interface Step {
  readonly action: Action;
  readonly when: Condition;
}

/** All that is given must hold. */
export interface Condition {
  /** The session's number on this item; the first is 1. */
  readonly attempt?: number;
  /** Whether the submission came back. */
  readonly sentBack?: boolean;
}

export type Action =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "think"; readonly ms: number }
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "edit"; readonly path: string; readonly edit: Edit }
  | { readonly kind: "run"; readonly command: readonly string[]; readonly expect: number }
  | { readonly kind: "gates" }
  | { readonly kind: "commit"; readonly message: string }
  | { readonly kind: "report"; readonly text: string }
  | { readonly kind: "submit" }
  | { readonly kind: "rebase" }
  | { readonly kind: "give-up"; readonly why: string }
  | { readonly kind: "crash"; readonly code: number }
  | { readonly kind: "stall"; readonly until: "nudged" | "killed" }
  | { readonly kind: "loop"; readonly times: number }
  | { readonly kind: "zombie" }
  | { readonly kind: "slow"; readonly factor: number }
  | { readonly kind: "print"; readonly kilobytes: number };

/** One change of one file. Each can be told from the file alone to be there already, so that doing it twice does nothing. */
export type Edit =
  | { readonly how: "write"; readonly text: string }
  | { readonly how: "append"; readonly text: string }
  /** New lines beside the first line that contains `anchor`. */
  | { readonly how: "after" | "before"; readonly anchor: string; readonly text: string }
  | { readonly how: "replace"; readonly old: string; readonly text: string }
  /** `text` goes into the first line that contains `anchor`, before the last `mark` in it. */
  | { readonly how: "in-line"; readonly anchor: string; readonly mark: string; readonly text: string };

type ScriptFailure = Failure<"bad-script">;

const FENCE = /^```drover-script[^\n]*\n([\s\S]*?)^```\s*$/m;

/** The script in an item's description; undefined where there is none. */
export function findScript(description: string): Result<Script | undefined, ScriptFailure> {
  const block = FENCE.exec(description)?.[1];
  if (block === undefined) return ok(undefined);
  let raw: unknown;
  try {
    raw = JSON.parse(block);
  } catch (error) {
    return bad(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseScript(raw);
}

export function parseScript(raw: unknown): Result<Script, ScriptFailure> {
  if (!isRecord(raw)) return bad("it is not an object");
  const stray = Object.keys(raw).find((key) => !["pace", "steps", "fix", "resolve"].includes(key));
  if (stray !== undefined) return bad(`it has an unknown key, ${stray}`);
  const pace = raw["pace"] ?? 1;
  if (typeof pace !== "number" || !(pace >= 0)) return bad("pace is not a number from 0 on");
  const steps = parseSteps(raw["steps"], "steps");
  if (!steps.ok) return steps;
  const fix = parseSteps(raw["fix"] ?? [], "fix");
  if (!fix.ok) return fix;
  const script = { pace, steps: steps.value, fix: fix.value };
  if (raw["resolve"] === undefined) return ok(script);
  const resolve = parseSteps(raw["resolve"], "resolve");
  return resolve.ok ? ok({ ...script, resolve: resolve.value }) : resolve;
}

function parseSteps(raw: unknown, where: string): Result<readonly Step[], ScriptFailure> {
  if (!Array.isArray(raw)) return bad(`${where} is not a list`);
  const steps: Step[] = [];
  for (const [index, entry] of raw.entries()) {
    const step = isRecord(entry) ? parseStep(entry) : "it is not an object";
    if (typeof step === "string") return bad(`${where}[${index}]: ${step}`);
    steps.push(step);
  }
  return ok(steps);
}

type Raw = Readonly<Record<string, unknown>>;

/** The step, or what is wrong with it. */
function parseStep({ when: rawWhen, ...raw }: Raw): Step | string {
  const when = parseCondition(rawWhen);
  if (typeof when === "string") return when;
  const known = Object.keys(ACTIONS).filter((key) => key in raw);
  const [name] = known;
  if (name === undefined) return `there is no action in it (${Object.keys(ACTIONS).join(", ")})`;
  if (known.length > 1) return `it has two actions, ${known.join(" and ")}`;
  const action = ACTIONS[name]?.(raw[name], raw);
  if (action === undefined) return `${name} has a value that is not allowed`;
  return typeof action === "string" ? action : { action, when };
}

function parseCondition(raw: unknown): Condition | string {
  if (raw === undefined) return {};
  if (!isRecord(raw)) return "when is not an object";
  const { attempt, sentBack, ...rest } = raw;
  if (Object.keys(rest).length > 0) return `when knows attempt and sentBack, not ${Object.keys(rest).join(", ")}`;
  if (attempt !== undefined && typeof attempt !== "number") return "when.attempt is not a number";
  if (sentBack !== undefined && typeof sentBack !== "boolean") return "when.sentBack is neither true nor false";
  return { ...(attempt === undefined ? {} : { attempt }), ...(sentBack === undefined ? {} : { sentBack }) };
}

type ParseAction = (value: unknown, step: Raw) => Action | string | undefined;

const ACTIONS: Readonly<Record<string, ParseAction>> = {
  say: (value) => textual(value, (text) => ({ kind: "say", text })),
  think: (value) => (isCount(value) ? { kind: "think", ms: value } : undefined),
  read: (value) => textual(value, (path) => insideOnly(path, { kind: "read", path })),
  edit: (value, step) => textual(value, (path) => insideOnly(path, parseEdit(path, step))),
  run: (value, { expect = 0 }) => {
    if (!isWords(value)) return "run is not a list of words: a program and its arguments";
    return typeof expect === "number" ? { kind: "run", command: value, expect } : "expect is not a number";
  },
  gates: (value) => (value === true ? { kind: "gates" } : undefined),
  commit: (value) => textual(value, (message) => ({ kind: "commit", message })),
  report: (value) => textual(value, (text) => ({ kind: "report", text })),
  submit: (value) => (value === true ? { kind: "submit" } : undefined),
  rebase: (value) => (value === true ? { kind: "rebase" } : undefined),
  "give-up": (value) => textual(value, (why) => ({ kind: "give-up", why })),
  crash: (value) => (isCount(value) ? { kind: "crash", code: value } : undefined),
  stall: (value) => (value === "nudged" || value === "killed" ? { kind: "stall", until: value } : undefined),
  loop: (value) => (isCount(value) ? { kind: "loop", times: value } : undefined),
  zombie: (value) => (value === true ? { kind: "zombie" } : undefined),
  slow: (value) => (isCount(value) ? { kind: "slow", factor: value } : undefined),
  print: (value) => (isCount(value) ? { kind: "print", kilobytes: value } : undefined),
};

function parseEdit(path: string, step: Raw): Action | string {
  const text = (key: string): string | undefined => blockText(step[key]);
  const anchor = step["in-line"] ?? step["after"] ?? step["before"];
  const insert = step["insert"];
  const edit = (one: Edit): Action => ({ kind: "edit", path, edit: one });
  const write = text("write");
  if (write !== undefined) return edit({ how: "write", text: write });
  const append = text("append");
  if (append !== undefined) return edit({ how: "append", text: append });
  const old = text("replace");
  const replacement = text("with");
  if (old !== undefined && replacement !== undefined) return edit({ how: "replace", old, text: replacement });
  if (typeof anchor !== "string" || anchor === "") {
    return "an edit has write, append, replace and with, or insert with a place";
  }
  if ("in-line" in step) {
    const mark = step["mark"];
    if (typeof insert !== "string" || typeof mark !== "string") return "an edit in-line has insert and mark, two texts";
    return edit({ how: "in-line", anchor, mark, text: insert });
  }
  const lines = blockText(insert);
  if (lines === undefined) return "an edit after or before an anchor has insert";
  return edit({ how: "after" in step ? "after" : "before", anchor, text: lines });
}

/** A text as it is, or a list of lines, each of which ends with a line break. */
function blockText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((line) => typeof line === "string")) return undefined;
  return value.map((line) => `${line}\n`).join("");
}

function textual(value: unknown, make: (text: string) => Action | string): Action | string | undefined {
  return typeof value === "string" && value !== "" ? make(value) : undefined;
}

/** A script is other people's text: it stays in the worktree. */
function insideOnly(path: string, action: Action | string): Action | string {
  const outside =
    path.startsWith("/") ||
    /^[a-z]:/i.test(path) ||
    path.split(/[/\\]/).some((part) => part === ".." || part === ".git");
  return outside ? `${path} is not in the worktree` : action;
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isFinite(value);
}

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bad(why: string) {
  return fail("bad-script", `The script cannot be used: ${why}.`, {
    remedy: "Its format is in docs/scripted-agent.md.",
  });
}
