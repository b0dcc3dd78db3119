import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { builtInRuntimes } from "./built-in.ts";
import { findProgram } from "./find-program.ts";
import { type Launch, type LaunchRequest, buildLaunch } from "./launch.ts";
import type { RuntimeSpec, RuntimeState } from "./spec.ts";
import { readVersion } from "./version.ts";

export { readCustomRuntimes, readPresets } from "./presets.ts";
export { runtimeSpec, type RuntimeSpec, type RuntimeState } from "./spec.ts";
export type { Launch, LaunchRequest } from "./launch.ts";

export interface RuntimesDeps {
  readonly runner: Pick<ProcessRunner, "run">;
  /** The user's environment: where programs are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Node and the entry of the scripted agent. */
  readonly node: string;
  readonly scriptedEntry: string;
  readonly presets: readonly RuntimeSpec[];
  /** From the workspace's settings; one with the id of a preset takes its place. */
  readonly custom: readonly RuntimeSpec[];
  /** The runtime that is used where neither agent nor project names one. */
  readonly defaultRuntime: () => string;
}

type ListedRuntime = OutputOf<"runtime.list">["runtimes"][number];
export type RuntimeFailure = Failure<"runtime-not-found" | "runtime-missing">;

/** How sessions of a runtime are dealt with. */
export interface RuntimeTraits {
  readonly title: string;
  readonly takesNudges: boolean;
  readonly submitDelayMs: number;
  readonly tellsByTitle: boolean;
  readonly tellsByScreen: boolean;
  readonly takesSessionId: boolean;
  readonly leave: string;
  readonly exitIsDeliberate: boolean;
  readonly env: readonly string[];
}

export interface Runtimes {
  /** Known ones, installed or not. */
  get(id: string): RuntimeSpec | undefined;
  /** What sessions have to know of it. */
  traits(id: string): RuntimeTraits | undefined;
  /** Whether there is one with that id; the failure names those there are. */
  check(id: string): Result<RuntimeSpec, Failure<"runtime-not-found">>;
  /** Whether it is known and installed. */
  available(id: string): Promise<Result<void, RuntimeFailure>>;
  /** What to run for a session; fails when the program is not installed, saying how to get it. */
  launch(id: string, request: LaunchRequest): Promise<Result<Launch, RuntimeFailure>>;
  /** What a terminal's title says, if anything. */
  stateOfTitle(id: string, title: string): RuntimeState | undefined;
  /** What a visible screen says, if anything. */
  stateOfScreen(id: string, screen: string): RuntimeState | undefined;
  list(refresh?: boolean): Promise<readonly ListedRuntime[]>;
  readonly handlers: SomeHandlers<"runtime.list">;
}

interface Entry {
  readonly spec: RuntimeSpec;
  readonly origin: ListedRuntime["origin"];
  readonly titles: readonly Sign[];
  readonly screens: readonly Sign[];
}

interface Sign {
  readonly pattern: RegExp;
  readonly state: RuntimeState;
}

export function createRuntimes(deps: RuntimesDeps): Runtimes {
  const entries = new Map<string, Entry>();
  const add = (specs: readonly RuntimeSpec[], origin: Entry["origin"]) => {
    for (const spec of specs) {
      entries.set(spec.id, { spec, origin, titles: compile(spec.titles), screens: compile(spec.screens) });
    }
  };
  add(builtInRuntimes(deps), "built-in");
  add(deps.presets, "preset");
  add(deps.custom, "settings");
  let listed: Promise<readonly ListedRuntime[]> | undefined;

  function check(id: string): Result<RuntimeSpec, Failure<"runtime-not-found">> {
    const entry = entries.get(id);
    if (entry !== undefined) return ok(entry.spec);
    const known = [...entries.keys()].join(", ");
    return fail("runtime-not-found", `There is no runtime ${JSON.stringify(id)}.`, { remedy: `Known are ${known}.` });
  }

  async function find(
    id: string,
  ): Promise<Result<{ readonly spec: RuntimeSpec; readonly file: string }, RuntimeFailure>> {
    const known = check(id);
    if (!known.ok) return known;
    const spec = known.value;
    const program = spec.command[0] ?? "";
    const file = await findProgram(program, deps.env);
    if (file !== undefined) return ok({ spec, file });
    return fail("runtime-missing", `${spec.title} is not installed: ${program} was not found.`, {
      remedy: howToGet(spec),
    });
  }

  async function describe({ spec, origin }: Entry): Promise<ListedRuntime> {
    const path = await findProgram(spec.command[0] ?? "", deps.env);
    const base = { id: spec.id, title: spec.title, origin };
    if (path === undefined) return { ...base, found: false, remark: howToGet(spec) };
    const version = await readVersion(deps.runner, { spec, path, env: deps.env });
    return { ...base, found: true, path, ...version };
  }

  function list(refresh = false): Promise<readonly ListedRuntime[]> {
    if (refresh) listed = undefined;
    listed ??= Promise.all([...entries.values()].map(describe)).catch((error: unknown) => {
      listed = undefined;
      throw error;
    });
    return listed;
  }

  return {
    get: (id) => entries.get(id)?.spec,
    traits(id) {
      const spec = entries.get(id)?.spec;
      if (spec === undefined) return undefined;
      return {
        title: spec.title,
        takesNudges: spec.nudge.way === "paste",
        submitDelayMs: spec.nudge.submitDelayMs,
        tellsByTitle: spec.titles.length > 0,
        tellsByScreen: spec.screens.length > 0,
        takesSessionId: spec.newSession.length > 0,
        leave: spec.leave,
        exitIsDeliberate: spec.exit === "stop",
        env: spec.env,
      };
    },
    check,
    async available(id) {
      const found = await find(id);
      return found.ok ? ok() : found;
    },
    async launch(id, request) {
      const found = await find(id);
      return found.ok ? ok(buildLaunch(found.value.spec, found.value.file, request)) : found;
    },
    stateOfTitle: (id, title) => entries.get(id)?.titles.find(({ pattern }) => pattern.test(title))?.state,
    stateOfScreen: (id, screen) => entries.get(id)?.screens.find(({ pattern }) => pattern.test(screen))?.state,
    list,
    handlers: {
      "runtime.list": async ({ refresh }) =>
        ok({ runtimes: [...(await list(refresh))], default: deps.defaultRuntime() }),
    },
  };
}

function compile(signs: RuntimeSpec["titles"]): readonly Sign[] {
  return signs.map(({ pattern, state }) => ({ pattern: new RegExp(pattern, "u"), state }));
}

function howToGet(spec: RuntimeSpec): string {
  const command = spec.command[0] ?? "";
  return spec.install === undefined ? `Install it so that ${command} is in your PATH.` : `Install it: ${spec.install}`;
}
