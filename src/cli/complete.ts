import { connectToCore } from "./connect.ts";
import type { ArgumentSpec, Command, OptionSpec, ValueKind } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { contractClient } from "../shared/contract/client.ts";
import { firstWords } from "./help.ts";
import { GLOBAL_OPTIONS } from "./parse-arguments.ts";
import type { WorkspaceQuestion } from "./workspace.ts";
import { findWorkspace } from "./workspace.ts";

export interface Candidate {
  readonly value: string;
  readonly about?: string;
}

/** What a word could become; `files` leaves it to the shell. */
export type Completion = readonly Candidate[] | "files";

/** Answers for the last of `words`, which are those behind `drover`; it may be empty. */
export async function complete(words: readonly string[], question: WorkspaceQuestion): Promise<Completion> {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const names = [...COMMANDS.values()].filter((entry) => entry.group !== "hidden").map((entry) => entry.name);
  const first = before[0];
  if (first === undefined) {
    return typed.startsWith("-") ? [{ value: "--help" }, { value: "--version" }] : topLevel(names);
  }
  const family = names.filter((name) => name.startsWith(`${first} `));
  if (before.length === 1 && family.length > 0) {
    const entries = await Promise.all(family.map(async (name) => [name, await COMMANDS.get(name)?.load()] as const));
    const second = entries.map(([name, command]) => candidate(name.slice(first.length + 1), command?.summary));
    // `hook` is a command by itself, and may be the beginning of others.
    if (!COMMANDS.has(first)) return second;
  }
  if (first === "help") return before.length === 1 ? topLevel(names) : second(names, before[1] ?? "");
  const pair = COMMANDS.get(`${first} ${before[1] ?? ""}`);
  const entry = pair ?? COMMANDS.get(first);
  if (entry === undefined) return [];
  return completeFor(await entry.load(), { before: before.slice(pair === undefined ? 1 : 2), typed }, question);
}

async function completeFor(
  command: Command,
  { before, typed }: { readonly before: readonly string[]; readonly typed: string },
  question: WorkspaceQuestion,
): Promise<Completion> {
  const options: Readonly<Record<string, OptionSpec>> = { ...command.options, ...GLOBAL_OPTIONS };
  const inline = /^--([a-z-]+)=/.exec(typed);
  const inlineSpec = options[inline?.[1] ?? ""];
  if (inline !== null && inlineSpec !== undefined) {
    const values = await valuesOf(inlineSpec, question);
    return values === "files" ? values : values.map(({ value, about }) => candidate(inline[0] + value, about));
  }
  const last = before.at(-1);
  const awaiting = last === undefined ? undefined : optionNamed(options, last);
  if (awaiting !== undefined && awaiting.kind !== "flag") return valuesOf(awaiting, question);
  if (typed.startsWith("-")) {
    return Object.entries(options)
      .filter(([name, spec]) => spec.hidden !== true && (!before.includes(`--${name}`) || isMany(spec)))
      .map(([name, spec]) => candidate(`--${name}`, spec.summary));
  }
  const specs = Object.values(command.args);
  const spec = specs[positionalCount(before, options)] ?? specs.findLast((one) => one.many === true);
  if (spec?.names === "setting-value") return settingValues(before.at(-1) ?? "");
  return spec === undefined ? [] : valuesOf(spec, question);
}

function optionNamed(options: Readonly<Record<string, OptionSpec>>, word: string): OptionSpec | undefined {
  if (word.startsWith("--")) return options[word.slice(2)];
  if (!/^-[a-z]$/.test(word)) return undefined;
  return Object.values(options).find((spec) => spec.short === word.slice(1));
}

function isMany(spec: OptionSpec): boolean {
  return "many" in spec && spec.many;
}

/** Words that are neither options nor their values. */
function positionalCount(before: readonly string[], options: Readonly<Record<string, OptionSpec>>): number {
  let count = 0;
  for (let at = 0; at < before.length; at++) {
    const word = before[at] ?? "";
    if (!word.startsWith("-")) count += 1;
    else if (!word.includes("=") && (optionNamed(options, word)?.kind ?? "flag") !== "flag") at += 1;
  }
  return count;
}

async function valuesOf(spec: OptionSpec | ArgumentSpec, question: WorkspaceQuestion): Promise<Completion> {
  if ("choices" in spec && spec.choices !== undefined) return spec.choices.map((value) => ({ value }));
  return spec.names === undefined ? [] : namesOf(spec.names, question);
}

/** Asks the running core; without one there is nothing to offer, since a keystroke must not open the workspace. */
async function namesOf(kind: ValueKind, question: WorkspaceQuestion): Promise<Completion> {
  if (kind === "file") return "files";
  if (kind === "command") return topLevel(COMMANDS.keys());
  if (kind === "setting") return settingKeys();
  if (kind === "setting-value") return [];
  const workspace = findWorkspace(question);
  if (!workspace.ok) return [];
  const wire = await connectToCore({ workspace: workspace.value, env: question.env });
  if (!wire.ok) return [];
  const client = contractClient(wire.value);
  try {
    switch (kind) {
      case "item": {
        const page = await client.call("item.list", { limit: 500 });
        return page.ok ? page.value.items.map((item) => candidate(item.id, item.title)) : [];
      }
      case "agent": {
        const list = await client.call("agent.list", {});
        return list.ok ? list.value.agents.map((agent) => candidate(agent.path, agent.itemTitle)) : [];
      }
      case "project": {
        const list = await client.call("project.list", {});
        return list.ok ? list.value.projects.map((project) => candidate(project.name, project.origin)) : [];
      }
      case "convoy": {
        const list = await client.call("convoy.list", {});
        return list.ok ? list.value.convoys.map((convoy) => candidate(convoy.id, convoy.title)) : [];
      }
      case "submission": {
        const list = await client.call("mq.list", {});
        return list.ok ? list.value.submissions.map((one) => candidate(one.id, `${one.state} ${one.item}`)) : [];
      }
      case "mail": {
        const inbox = await client.call("mail.inbox", { limit: 50 });
        return inbox.ok ? inbox.value.mails.map((mail) => candidate(mail.id, mail.subject)) : [];
      }
      case "type":
      case "status":
      case "link": {
        const words = await client.call("ledger.vocabulary", {});
        if (!words.ok) return [];
        const { types, statuses, links } = words.value;
        const names = { type: types, status: statuses.map((status) => status.name), link: links };
        return names[kind].map((value) => ({ value }));
      }
      case "runtime": {
        const list = await client.call("runtime.list", {});
        return list.ok ? list.value.runtimes.map((one) => candidate(one.id, one.title)) : [];
      }
    }
  } finally {
    wire.value.close();
  }
}

async function settingKeys(): Promise<Candidate[]> {
  const { SETTING_WORDS } = await import("../shared/model/setting-words.ts");
  return Object.entries(SETTING_WORDS).map(([key, words]) => candidate(key, words.title));
}

/** What the setting may be, where that is one of a few. */
async function settingValues(key: string): Promise<Candidate[]> {
  const { SETTING_WORDS } = await import("../shared/model/setting-words.ts");
  const shape = Object.entries(SETTING_WORDS).find(([known]) => known === key)?.[1].shape;
  if (shape?.kind === "switch") return [{ value: "true" }, { value: "false" }];
  return shape?.kind === "choice" ? Object.entries(shape.choices).map(([value, label]) => candidate(value, label)) : [];
}

async function topLevel(names: Iterable<string>): Promise<Candidate[]> {
  return Promise.all(
    firstWords(names).map(async (word) => candidate(word, (await COMMANDS.get(word)?.load())?.summary)),
  );
}

function second(names: readonly string[], first: string): Candidate[] {
  return names.filter((name) => name.startsWith(`${first} `)).map((name) => ({ value: name.slice(first.length + 1) }));
}

function candidate(value: string, about: string | undefined): Candidate {
  return about === undefined ? { value } : { value, about };
}
