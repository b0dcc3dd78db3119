import { type Failure, type Result, fail } from "../shared/model/result.ts";
import type { Command, OptionSpec } from "./command.ts";
import { COMMANDS, type CommandEntry, GROUPS } from "./commands/index.ts";
import type { Style } from "./output/style.ts";
import { wrap } from "./output/width.ts";
import { GLOBAL_OPTIONS, argumentLabel, usageLine } from "./parse-arguments.ts";
import { nearest } from "../shared/suggest.ts";

/** Help is laid out for the narrowest usual terminal. */
const COLUMNS = 80;

/** What `drover help COMMAND` prints. */
export function helpFor(command: Command, style: Style): string {
  const title = (text: string) => `\n${style("bold", text)}\n`;
  const details = command.details === undefined ? "" : `\n${wrap(command.details, COLUMNS).join("\n")}\n`;
  const args = Object.values(command.args).filter((spec) => spec.summary !== undefined || spec.choices !== undefined);
  const argLines = args.map(
    (spec) => [argumentLabel(spec), spec.summary ?? `One of ${spec.choices?.join(", ") ?? ""}.`] as const,
  );
  const examples = command.examples.map(({ line, why }) => `  ${style("dim", `# ${why}`)}\n  drover ${line}\n`);
  return [
    `${command.summary}\n\n`,
    `${style("bold", "Usage")}  ${usageLine(command)}\n`,
    details,
    argLines.length === 0 ? "" : title("Arguments") + twoColumns(argLines, style),
    Object.keys(command.options).length === 0 ? "" : title("Options") + optionLines(command.options, style),
    title("Always") + optionLines(GLOBAL_OPTIONS, style),
    title("Examples") + examples.join(""),
  ].join("");
}

/** What `drover help` prints. */
export async function helpOverview(style: Style): Promise<string> {
  const loaded = await loadCommands();
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const lines = loaded
      .filter(({ entry }) => entry.group === group)
      .map(({ command }) => [command.name, command.summary] as const);
    return `\n${style("bold", title)}\n${twoColumns(lines, style)}`;
  });
  return [
    "drover runs coding agents on real repositories, and keeps you in charge.\n\n",
    `${style("bold", "Usage")}  drover COMMAND [ARGUMENT…] [--json] [--workspace DIR]\n`,
    ...groups,
    "\nMore about one: drover help COMMAND\n",
  ].join("");
}

/** Every command that help shows, in its order. */
export function loadCommands(): Promise<readonly { readonly entry: CommandEntry; readonly command: Command }[]> {
  const shown = [...COMMANDS.values()].filter((entry) => entry.group !== "hidden");
  return Promise.all(shown.map(async (entry) => ({ entry, command: await entry.load() })));
}

/** Says what was not understood, and what was likely meant. */
export function unknownCommand(words: readonly string[]): Result<never, Failure<"unknown-command">> {
  const named = words.filter((word) => !word.startsWith("-"));
  const first = named[0] ?? "";
  const names = [...COMMANDS.values()].filter((entry) => entry.group !== "hidden").map((entry) => entry.name);
  const family = names.filter((name) => name.startsWith(`${first} `));
  if (family.length > 0) {
    const subcommands = family.map((name) => name.slice(first.length + 1));
    const second = named[1];
    const meant = second === undefined ? undefined : nearest(second, subcommands);
    const what =
      second === undefined ? `drover ${first} needs one word more.` : `There is no drover ${first} ${second}.`;
    return fail("unknown-command", meant === undefined ? what : `${what} Did you mean drover ${first} ${meant}?`, {
      remedy: `There are: ${subcommands.join(", ")}`,
    });
  }
  const meant = nearest(named.slice(0, 2).join(" "), names) ?? nearest(first, firstWords(names));
  const hint = meant === undefined ? "" : ` Did you mean drover ${meant}?`;
  return fail("unknown-command", `There is no command ${JSON.stringify(first)}.${hint}`, {
    remedy: "All commands: drover help",
  });
}

/** `convoy` of `convoy add`, each once. */
export function firstWords(names: Iterable<string>): string[] {
  return [...new Set(Array.from(names, (name) => name.split(" ", 1)[0] ?? name))];
}

function optionLines(options: Readonly<Record<string, OptionSpec>>, style: Style): string {
  const lines = Object.entries(options)
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, spec]) => [optionLabel(name, spec), optionSummary(spec)] as const);
  return twoColumns(lines, style);
}

/** `-l, --label LABEL` */
export function optionLabel(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? "" : `-${spec.short}, `;
  return `${short}--${name}${spec.kind === "flag" ? "" : ` ${spec.label}`}`;
}

export function optionSummary(spec: OptionSpec): string {
  return spec.kind === "choice" ? `${spec.summary} One of ${spec.choices.join(", ")}.` : spec.summary;
}

/** Left columns as wide as the widest, up to a limit; what is wider has its text on the next line. */
const MAX_LEFT = 26;

function twoColumns(lines: readonly (readonly [left: string, right: string])[], style: Style): string {
  const width = Math.min(MAX_LEFT, Math.max(...lines.map(([left]) => left.length)));
  const indent = " ".repeat(width + 4);
  return lines
    .map(([left, right]) => {
      const text = wrap(right, COLUMNS - width - 4).join(`\n${indent}`);
      const head = `  ${style("cyan", left)}`;
      return left.length > width
        ? `${head}\n${indent}${text}\n`
        : `${head}${" ".repeat(width - left.length + 2)}${text}\n`;
    })
    .join("");
}
