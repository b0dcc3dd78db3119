import { type Result, ok } from "../shared/model/result.ts";
import type { CommandContext, Core, Outcome } from "./command.ts";
import { COMMANDS, type CommandEntry } from "./commands/index.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";
import type { EarlyClient } from "../shared/wire/client.ts";
import type { Io } from "./io.ts";
import { createStyle } from "./output/style.ts";
import { type GlobalValues, parseArguments } from "./parse-arguments.ts";
import { beginConnection, openCore } from "./core-connection.ts";
import { findWorkspace, placeOfWorkspace } from "./workspace.ts";

/** Runs one command line (the words behind `drover`) and answers its exit code. Ends whatever it opened. */
export async function run(words: readonly string[], io: Io, signal: AbortSignal): Promise<number> {
  const found = findCommand(words);
  if (found === undefined) return explainUnknown(words, io);
  // Both take their time, so both begin now; with a workspace of its own, or a question about itself, it has to wait.
  const early =
    found.entry.talks && !words.some((word) => /^(?:--workspace\b|--help$|-h$)/.test(word))
      ? beginConnection({ given: undefined, env: io.env, cwd: io.cwd })
      : undefined;
  const command = await found.entry.load();
  const parsed = parseArguments(command, found.rest);
  if (!parsed.ok) {
    await hangUp(early);
    return finish(parsed, io, words.includes("--json"));
  }
  const { globals, given } = parsed.value;
  const context = createContext(io, globals, { signal, early });
  try {
    if (globals.help) {
      const { helpFor } = await import("./help.ts");
      io.write(helpFor(command, context.style));
      return EXIT.ok;
    }
    return finish(await command.run(context, given), io, globals.json) || context.exit;
  } finally {
    await context[Symbol.asyncDispose]();
  }
}

export interface FoundCommand {
  readonly entry: CommandEntry;
  readonly rest: readonly string[];
}

/** Global options may stand before a command's name: `drover --json ready`. */
export function findCommand(words: readonly string[]): FoundCommand | undefined {
  const before: string[] = [];
  let at = 0;
  for (let word = words[at]; word?.startsWith("-") === true; word = words[at]) {
    before.push(word);
    at += 1;
    const value = words[at];
    if (word === "--workspace" && value !== undefined) {
      before.push(value);
      at += 1;
    }
  }
  const first = words[at];
  if (first === undefined) {
    const name = before.includes("--version") || before.includes("-v") ? "version" : "help";
    const entry = COMMANDS.get(name);
    return entry && { entry, rest: before.filter((word) => !["--version", "-v", "--help", "-h"].includes(word)) };
  }
  const second = words[at + 1];
  const pair = second === undefined ? undefined : COMMANDS.get(`${first} ${second}`);
  if (pair !== undefined) return { entry: pair, rest: [...before, ...words.slice(at + 2)] };
  const single = COMMANDS.get(first);
  return single && { entry: single, rest: [...before, ...words.slice(at + 1)] };
}

interface OwnedContext extends CommandContext, AsyncDisposable {
  /** The exit code that goes with what was printed. */
  readonly exit: number;
}

async function hangUp(early: Promise<Result<EarlyClient>> | undefined): Promise<void> {
  const client = await early;
  if (client?.ok === true) client.value.close();
}

interface Started {
  readonly signal: AbortSignal;
  readonly early: Promise<Result<EarlyClient>> | undefined;
}

function createContext(io: Io, globals: GlobalValues, { signal, early }: Started): OwnedContext {
  const question = { given: globals.workspace, env: io.env, cwd: io.cwd };
  let opened: Promise<Result<Core & AsyncDisposable>> | undefined;
  let exitCode: number = EXIT.ok;
  const context: OwnedContext = {
    get exit() {
      return exitCode;
    },
    io,
    signal,
    json: globals.json,
    style: createStyle(io, globals.noColor || globals.json),
    workspace: () => findWorkspace(question),
    workspacePlace: () => placeOfWorkspace(question),
    core() {
      opened ??= openCore(question, early);
      return opened;
    },
    async call(verb, input) {
      const core = await context.core();
      return core.ok ? core.value.client.call(verb, input, signal) : core;
    },
    print(value, human, exit = EXIT.ok) {
      exitCode = exit;
      if (globals.json) io.write(`${JSON.stringify(value, undefined, io.outIsTerminal ? 2 : undefined)}\n`);
      else io.write(human());
      return ok();
    },
    async [Symbol.asyncDispose]() {
      if (opened === undefined) return hangUp(early);
      const core = await opened;
      if (core.ok) await core.value[Symbol.asyncDispose]();
    },
  };
  return context;
}

function finish(outcome: Outcome, io: Io, json: boolean): number {
  if (outcome.ok) return EXIT.ok;
  const { code, message, remedy } = outcome.error;
  if (json) io.write(`${JSON.stringify({ error: outcome.error })}\n`);
  else io.warn(`drover: ${message}\n${remedy === undefined ? "" : `${remedy}\n`}`);
  return exitCodeOf(code);
}

async function explainUnknown(words: readonly string[], io: Io): Promise<number> {
  const { unknownCommand } = await import("./help.ts");
  return finish(unknownCommand(words), io, words.includes("--json"));
}
