import type { ContractClient } from "../shared/contract/client.ts";
import type { FailureOf, InputOf, OutputOf, RequestName } from "../shared/contract/contract.ts";
import type { Failure, Result } from "../shared/model/result.ts";
import type { EarlyClient } from "../shared/wire/client.ts";
import type { Io } from "./io.ts";
import type { Style } from "./output/style.ts";

/** What an argument or an option's value names: completion offers these, help says so. */
export type ValueKind =
  | "item"
  | "agent"
  | "project"
  | "convoy"
  | "submission"
  | "mail"
  | "runtime"
  | "type"
  | "status"
  | "link"
  | "command"
  | "setting"
  | "setting-value"
  | "file";

export interface ArgumentSpec {
  /** As help shows it, e.g. `ITEM`. */
  readonly label: string;
  readonly summary?: string;
  readonly names?: ValueKind;
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** Takes all that follow; only the last argument may. With `optional` also none. */
  readonly many?: true;
}

interface OptionBase {
  readonly summary: string;
  /** One letter, for `-x`. */
  readonly short?: string;
  readonly names?: ValueKind;
  /** Not in help or completion. */
  readonly hidden?: true;
}

export type OptionSpec =
  | (OptionBase & { readonly kind: "flag" })
  | (OptionBase & { readonly kind: "text"; readonly label: string; readonly many?: true })
  | (OptionBase & { readonly kind: "number"; readonly label: string; readonly min: number; readonly max: number })
  | (OptionBase & {
      readonly kind: "choice";
      readonly label: string;
      readonly choices: readonly string[];
      readonly many?: true;
    });

export type ArgumentValues<A> = {
  readonly [K in keyof A]: A[K] extends { readonly many: true }
    ? readonly string[]
    : A[K] extends { readonly optional: true }
      ? string | undefined
      : A[K] extends { readonly choices: readonly (infer C)[] }
        ? C
        : string;
};

export type OptionValues<O> = {
  readonly [K in keyof O]: O[K] extends { readonly kind: "flag" }
    ? boolean
    : O[K] extends { readonly kind: "number" }
      ? number | undefined
      : O[K] extends { readonly kind: "choice"; readonly choices: readonly (infer C)[]; readonly many: true }
        ? readonly C[]
        : O[K] extends { readonly kind: "choice"; readonly choices: readonly (infer C)[] }
          ? C | undefined
          : O[K] extends { readonly many: true }
            ? readonly string[]
            : string | undefined;
};

/** How a command ended: without a failure, or with one whose code decides the exit code. */
export type Outcome = Result<void>;

/** A connection to the core, or to one opened for this command alone. */
export interface Core {
  readonly client: ContractClient;
  /** For terminal frames; absent where the core was opened in this process. */
  readonly wire?: EarlyClient;
  /** The core of this command alone: what it starts does not go on behind it. */
  readonly alone: boolean;
}

export interface CommandContext {
  readonly io: Io;
  readonly style: Style;
  readonly json: boolean;
  /** Connects at the first use; later uses give the same. */
  core(): Promise<Result<Core>>;
  call<N extends RequestName>(verb: N, input: InputOf<N>): Promise<Result<OutputOf<N>, FailureOf<N> | Failure>>;
  /** Prints `value` with --json, else what `human` says of it. `exit` is the exit code of an answer that is bad news. */
  print(value: unknown, human: () => string, exit?: number): Outcome;
  /** Absolute path of the workspace, if there is one. */
  workspace(): Result<string>;
  /** Absolute path of the workspace, or of where one would be made. */
  workspacePlace(): string;
  /** Aborted by an interrupt (Ctrl-C, SIGTERM). */
  readonly signal: AbortSignal;
}

export interface Example {
  /** Without `drover`. */
  readonly line: string;
  readonly why: string;
}

/** A command as help, completion, docs/cli.md and the parser see it. */
export interface Command {
  /** Words, e.g. `dep add`. */
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly examples: readonly Example[];
  readonly args: Readonly<Record<string, ArgumentSpec>>;
  readonly options: Readonly<Record<string, OptionSpec>>;
  run(context: CommandContext, given: Given): Promise<Outcome>;
}

/** Values by the names that the command gave its arguments and options, checked against their specs. */
export interface Given {
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Declares a command. `run` gets its values typed by the specs; the parser (parse-arguments.ts) gives each the shape
 * that its spec says, which is what the one assertion here relies on.
 */
export function defineCommand<
  const A extends Readonly<Record<string, ArgumentSpec>>,
  const O extends Readonly<Record<string, OptionSpec>>,
>(
  command: Omit<Command, "args" | "options" | "run"> & {
    readonly args: A;
    readonly options: O;
    run(context: CommandContext, args: ArgumentValues<A>, options: OptionValues<O>): Promise<Outcome>;
  },
): Command {
  return {
    ...command,
    run: (context, given) => command.run(context, given.args as ArgumentValues<A>, given.options as OptionValues<O>),
  };
}
