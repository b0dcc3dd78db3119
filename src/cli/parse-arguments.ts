import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import type { ArgumentSpec, Command, Given, OptionSpec } from "./command.ts";
import { nearest } from "../shared/suggest.ts";

/** Options every command takes, behind its name or before it. */
export const GLOBAL_OPTIONS = {
  json: { kind: "flag", summary: "Print JSON of a stable shape." },
  workspace: {
    kind: "text",
    label: "DIR",
    summary: "The workspace; else DROVER_WORKSPACE, the folder above, ~/Drover.",
  },
  "no-color": { kind: "flag", summary: "No colours, also on a terminal." },
  help: { kind: "flag", short: "h", summary: "Explain the command." },
} as const satisfies Record<string, OptionSpec>;

export interface GlobalValues {
  readonly json: boolean;
  readonly workspace: string | undefined;
  readonly noColor: boolean;
  readonly help: boolean;
}

export interface Parsed {
  readonly given: Given;
  readonly globals: GlobalValues;
}

type UsageFailure = Failure<"usage">;

/** Checks the words behind a command's name against its specs. */
export function parseArguments(command: Command, words: readonly string[]): Result<Parsed, UsageFailure> {
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, ...GLOBAL_OPTIONS };
  const found = new Map<string, string[]>();
  const positionals: string[] = [];
  const named = (name: string, raw: string, inline: string | undefined, next: string | undefined) => {
    const spec = specs[name];
    if (spec === undefined) return unknownOption(command, raw, specs);
    if (spec.kind === "flag") {
      if (inline !== undefined) return usage(command, `${raw} takes no value.`);
      found.set(name, []);
      return ok(0);
    }
    // `--title --json` is a forgotten value more often than a value that looks like an option; `--title=--json` says that.
    const value = inline ?? (next === undefined || /^-./.test(next) ? undefined : next);
    if (value === undefined) return usage(command, `${raw} needs a value: ${raw} ${spec.label}`);
    found.set(name, [...(found.get(name) ?? []), value]);
    return ok(inline === undefined ? 1 : 0);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      positionals.push(...words.slice(at + 1));
      break;
    }
    const option = /^--([^=]+)(?:=([\s\S]*))?$|^-([^-=])(?:=?([\s\S]+))?$/.exec(word);
    if (option === null) {
      positionals.push(word);
      continue;
    }
    const [, long, longValue, letter, letterValue] = option;
    const name = long ?? nameOfLetter(specs, letter ?? "");
    const taken = named(
      name,
      long === undefined ? `-${letter ?? ""}` : `--${long}`,
      longValue ?? letterValue,
      words[at + 1],
    );
    if (!taken.ok) return taken;
    at += taken.value;
  }
  const globals: GlobalValues = {
    json: found.has("json"),
    workspace: found.get("workspace")?.at(-1),
    noColor: found.has("no-color"),
    help: found.has("help"),
  };
  // Help is given whatever else is missing.
  if (globals.help) return ok({ given: { args: {}, options: {} }, globals });

  const options: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(command.options)) {
    const value = optionValue(command, { name, spec }, found.get(name));
    if (!value.ok) return value;
    options[name] = value.value;
  }
  const args = argumentValues(command, positionals);
  return args.ok ? ok({ given: { args: args.value, options }, globals }) : args;
}

/** Options of one letter are given one by one: `-a -p 1`, `-p1`. */
function nameOfLetter(specs: Readonly<Record<string, OptionSpec>>, letter: string): string {
  return Object.entries(specs).find(([, spec]) => spec.short === letter)?.[0] ?? letter;
}

function optionValue(
  command: Command,
  { name, spec }: { readonly name: string; readonly spec: OptionSpec },
  values: readonly string[] | undefined,
): Result<unknown, UsageFailure> {
  if (spec.kind === "flag") return ok(values !== undefined);
  const last = values?.at(-1);
  if (spec.kind === "number") {
    if (last === undefined) return ok(undefined);
    const number = Number(last);
    if (last.trim() !== "" && number >= spec.min && number <= spec.max) return ok(number);
    return usage(command, `--${name} must be a number from ${spec.min} to ${spec.max}, not "${last}".`);
  }
  if (spec.kind === "choice") {
    const wrong = values?.find((value) => !spec.choices.includes(value));
    if (wrong !== undefined) {
      const meant = nearest(wrong, spec.choices);
      const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
      return usage(command, `--${name} must be one of ${spec.choices.join(", ")}, not "${wrong}".${hint}`);
    }
  }
  return ok(spec.many === true ? (values ?? []) : last);
}

function argumentValues(
  command: Command,
  positionals: readonly string[],
): Result<Record<string, unknown>, UsageFailure> {
  const args: Record<string, unknown> = {};
  let rest = positionals;
  for (const [name, spec] of Object.entries(command.args)) {
    if (rest.length === 0 && spec.optional !== true) return usage(command, `${spec.label} is missing.`);
    const own: readonly string[] = spec.many === true ? rest : rest.slice(0, 1);
    rest = rest.slice(own.length);
    const wrong = spec.choices === undefined ? undefined : own.find((value) => !spec.choices?.includes(value));
    if (wrong !== undefined) {
      return usage(command, `${spec.label} must be one of ${spec.choices?.join(", ") ?? ""}, not "${wrong}".`);
    }
    args[name] = spec.many === true ? own : own[0];
  }
  const extra = rest[0];
  return extra === undefined ? ok(args) : usage(command, `"${extra}" is one argument too many.`);
}

function unknownOption(command: Command, raw: string, specs: Readonly<Record<string, OptionSpec>>) {
  const meant = nearest(raw.replace(/^-+/, ""), Object.keys(specs));
  return usage(command, `There is no option ${raw}.${meant === undefined ? "" : ` Did you mean --${meant}?`}`);
}

function usage(command: Command, message: string) {
  return fail("usage", message, {
    remedy: `Usage: ${usageLine(command)}\nMore: drover help ${command.name}`,
  });
}

/** `drover close ITEM… [--reason TEXT]` */
export function usageLine(command: Command): string {
  const args = Object.values(command.args).map(argumentLabel);
  const options = Object.entries(command.options)
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, spec]) => (spec.kind === "flag" ? `[--${name}]` : `[--${name} ${spec.label}]`));
  return ["drover", command.name, ...args, ...(options.length > 5 ? ["[OPTION…]"] : options)].join(" ");
}

export function argumentLabel(spec: ArgumentSpec): string {
  const label = spec.many === true ? `${spec.label}…` : spec.label;
  return spec.optional === true ? `[${label}]` : label;
}
