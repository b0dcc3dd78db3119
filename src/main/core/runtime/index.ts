import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { RuntimeState } from "../../../shared/model/runtime-signal.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { RuntimeAdapter } from "./adapter.ts";
import { type Ask, type AskRequest, buildAsk } from "./ask.ts";
import { ADAPTERS } from "./adapters/index.ts";
import { builtInRuntimes } from "./built-in.ts";
import { type Delivery, canDeliver, deliver } from "./deliver.ts";
import { findProgram } from "./find-program.ts";
import { createHelpReader } from "./help.ts";
import { type Launch, type LaunchRequest, buildLaunch } from "./launch.ts";
import { type Entry, createRegistry } from "./registry.ts";
import { readCustomRuntimes } from "./presets.ts";
import { checkRuntime, describeRuntime, howToGet } from "./report.ts";
import { KEYS, type RuntimeSpec } from "./spec.ts";

export { readCustomRuntimes, readPresets } from "./presets.ts";
export { runtimeSpec, type RuntimeSpec } from "./spec.ts";
export type * from "./adapter.ts";
export type { Ask, AskRequest } from "./ask.ts";
export type { Launch, LaunchRequest } from "./launch.ts";

export interface RuntimesDeps {
  readonly runner: Pick<ProcessRunner, "run">;
  /** The user's environment: where programs are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Node and the entry of the scripted agent. */
  readonly node: string;
  readonly scriptedEntry: string;
  readonly presets: readonly RuntimeSpec[];
  /**
   * From the workspace's settings as they are now: the same array until they change. One with the id of a preset takes its
   * place; a bad one is left out.
   */
  readonly custom: () => readonly unknown[];
  /** The runtime that is used where neither agent nor project names one. */
  readonly defaultRuntime: () => string;
  /** The code beside the data; those that come with Drover without it. */
  readonly adapters?: Readonly<Record<string, RuntimeAdapter>>;
}

type ListedRuntime = OutputOf<"runtime.list">["runtimes"][number];
export type RuntimeFailure = Failure<"runtime-not-found" | "runtime-missing">;

/** How sessions of a runtime are dealt with. */
export interface RuntimeTraits {
  readonly title: string;
  readonly takesNudges: boolean;
  readonly submitDelayMs: number;
  /** Whether it keeps what is typed during a turn, and takes it in afterwards or at its next step. */
  readonly queuesWhileBusy: boolean;
  readonly tellsByTitle: boolean;
  readonly tellsByNotification: boolean;
  readonly tellsByScreen: boolean;
  /** Its hooks call `drover signal`. */
  readonly tellsByHooks: boolean;
  /** A hook's answer can carry a message. */
  readonly takesMessages: boolean;
  /** A message can be handed to it past its terminal, whatever it is doing. */
  readonly takesDelivery: boolean;
  readonly takesSessionId: boolean;
  readonly canResume: boolean;
  readonly canFork: boolean;
  /** Name of the file with the priming, where it has to have one. */
  readonly primingFile: string | undefined;
  /** Bytes that end a turn, to be written one after the other; empty: it cannot be interrupted. */
  readonly interrupt: readonly string[];
  readonly leave: string;
  readonly exitIsDeliberate: boolean;
  readonly env: readonly string[];
}

export interface Runtimes {
  /** Known ones, installed or not. */
  get(id: string): RuntimeSpec | undefined;
  /** What sessions have to know of it. */
  traits(id: string): RuntimeTraits | undefined;
  /** The code beside its data; undefined when there is no such runtime. */
  adapter(id: string): RuntimeAdapter | undefined;
  /** Whether there is one with that id; the failure names those there are. */
  check(id: string): Result<RuntimeSpec, Failure<"runtime-not-found">>;
  /** Whether it is known and installed. */
  available(id: string): Promise<Result<void, RuntimeFailure>>;
  /** Equips a session and says what to run for it; fails when the program is not installed, saying how to get it. */
  launch(id: string, request: LaunchRequest): Promise<Result<Launch, RuntimeFailure>>;
  /** How to ask a session that has ended; undefined where that cannot be. Fails when the program is not installed. */
  ask(id: string, request: AskRequest): Promise<Result<Ask | undefined, RuntimeFailure>>;
  /** Hands a message to a running session past its terminal. False: there is no way, or it failed. */
  deliver(id: string, delivery: Delivery): Promise<boolean>;
  /** What a terminal's title says, if anything. */
  stateOfTitle(id: string, title: string): RuntimeState | undefined;
  /** What the text of a notification says, if anything. */
  stateOfNotification(id: string, text: string): RuntimeState | undefined;
  /** What a visible screen says, if anything. */
  stateOfScreen(id: string, screen: string): RuntimeState | undefined;
  list(refresh?: boolean): Promise<readonly ListedRuntime[]>;
  readonly handlers: SomeHandlers<"runtime.list" | "runtime.check">;
}

export function createRuntimes(deps: RuntimesDeps): Runtimes {
  const { runner, env, presets } = deps;
  const builtIn = builtInRuntimes(deps);
  const help = createHelpReader(runner, env);
  let listed: Promise<readonly ListedRuntime[]> | undefined;
  let known: { readonly of: readonly unknown[]; readonly entries: ReadonlyMap<string, Entry> } | undefined;

  /** Made anew when the settings say something else. */
  function entries(): ReadonlyMap<string, Entry> {
    const custom = deps.custom();
    if (known?.of === custom) return known.entries;
    const specs = { "built-in": builtIn, preset: presets, settings: readCustomRuntimes(custom, () => {}) };
    known = { of: custom, entries: createRegistry(specs, deps.adapters ?? ADAPTERS) };
    listed = undefined;
    return known.entries;
  }

  function look(id: string): Result<Entry, Failure<"runtime-not-found">> {
    const entry = entries().get(id);
    if (entry !== undefined) return ok(entry);
    const known = [...entries().keys()].join(", ");
    return fail("runtime-not-found", `There is no runtime ${JSON.stringify(id)}.`, { remedy: `Known are ${known}.` });
  }

  async function find(id: string): Promise<Result<Entry & { readonly file: string }, RuntimeFailure>> {
    const known = look(id);
    if (!known.ok) return known;
    const { spec } = known.value;
    const program = spec.command[0] ?? "";
    const file = await findProgram(program, env);
    if (file !== undefined) return ok({ ...known.value, file });
    return fail("runtime-missing", `${spec.title} is not installed: ${program} was not found.`, {
      remedy: howToGet(spec),
    });
  }

  async function launch(id: string, request: LaunchRequest): Promise<Result<Launch, RuntimeFailure>> {
    const found = await find(id);
    if (!found.ok) return found;
    const { spec, adapter, file } = found.value;
    const isAsked = Object.keys(spec.optional).length > 0 || adapter.equip !== undefined;
    const flags = isAsked ? await help.flags(spec, file) : undefined;
    const knows = (flag: string) => flags?.has(flag) ?? true;
    const equipment = (await adapter.equip?.({ ...request, knows })) ?? { args: [], env: {} };
    return ok(buildLaunch(spec, { file, equipment, knows }, request));
  }

  function list(refresh = false): Promise<readonly ListedRuntime[]> {
    if (refresh) listed = undefined;
    listed ??= Promise.all([...entries().values()].map((entry) => describeRuntime({ runner, env }, entry))).catch(
      (error: unknown) => {
        listed = undefined;
        throw error;
      },
    );
    return listed;
  }

  return {
    get: (id) => entries().get(id)?.spec,
    traits(id) {
      const entry = entries().get(id);
      return entry === undefined ? undefined : traitsOf(entry);
    },
    adapter: (id) => entries().get(id)?.adapter,
    check(id) {
      const known = look(id);
      return known.ok ? ok(known.value.spec) : known;
    },
    async available(id) {
      const found = await find(id);
      return found.ok ? ok() : found;
    },
    launch,
    async ask(id, request) {
      const found = await find(id);
      return found.ok ? ok(buildAsk(found.value.spec, found.value.file, request)) : found;
    },
    async deliver(id, delivery) {
      const found = await find(id);
      return found.ok && deliver({ runner, env, help }, found.value, delivery);
    },
    stateOfTitle: (id, title) => entries().get(id)?.stateOf("titles", title),
    stateOfNotification: (id, text) => entries().get(id)?.stateOf("notifications", text),
    stateOfScreen: (id, screen) => entries().get(id)?.stateOf("screens", screen),
    list,
    handlers: {
      "runtime.list": async ({ refresh }) =>
        ok({ runtimes: [...(await list(refresh))], default: deps.defaultRuntime() }),
      "runtime.check": async ({ runtime }) => {
        const known = look(runtime);
        return known.ok ? ok(await checkRuntime({ runner, env, help }, known.value)) : known;
      },
    },
  };
}

function traitsOf(entry: Entry): RuntimeTraits {
  const { spec, adapter } = entry;
  return {
    title: spec.title,
    takesNudges: spec.nudge.way === "paste",
    submitDelayMs: spec.nudge.submitDelayMs,
    queuesWhileBusy: spec.nudge.whileBusy === "queue",
    tellsByTitle: spec.titles.length > 0,
    tellsByNotification: spec.notifications.length > 0,
    tellsByScreen: spec.screens.length > 0,
    tellsByHooks: adapter.readHook !== undefined,
    takesMessages: adapter.answerHook !== undefined,
    takesDelivery: canDeliver(entry),
    takesSessionId: spec.newSession.length > 0,
    canResume: spec.resume.length > 0,
    canFork: spec.fork.length > 0,
    primingFile: spec.primingFile,
    interrupt: spec.interrupt.map((name) => KEYS[name]),
    leave: spec.leave,
    exitIsDeliberate: spec.exit === "stop",
    env: spec.env,
  };
}
