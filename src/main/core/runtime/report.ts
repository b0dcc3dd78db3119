import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { RuntimeDifference } from "../../../shared/contract/runtime.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { findProgram } from "./find-program.ts";
import type { HelpReader } from "./help.ts";
import type { Entry } from "./registry.ts";
import type { RuntimeSpec } from "./spec.ts";
import { readVersion } from "./version.ts";

type Listed = OutputOf<"runtime.list">["runtimes"][number];
type Checked = OutputOf<"runtime.check">;

export interface ReportDeps {
  readonly runner: Pick<ProcessRunner, "run">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly help: HelpReader;
}

/** What is known of a runtime, and what was found of it on this machine. */
export async function describeRuntime({ runner, env }: Omit<ReportDeps, "help">, entry: Entry): Promise<Listed> {
  const { spec, origin, adapter } = entry;
  const path = await findProgram(spec.command[0] ?? "", env);
  const base = {
    id: spec.id,
    title: spec.title,
    origin,
    abilities: {
      hooks: adapter.readHook !== undefined,
      messages: adapter.answerHook !== undefined,
      resume: spec.resume.length > 0,
      fork: spec.fork.length > 0,
      transcript: adapter.transcript !== undefined,
      unattended: spec.unattended.length > 0,
      model: spec.model.length > 0,
    },
    ...(spec.checked === undefined ? {} : { checked: spec.checked }),
    ...(spec.install === undefined ? {} : { install: spec.install }),
  };
  if (path === undefined) return { ...base, found: false, remark: howToGet(spec) };
  return { ...base, found: true, path, ...(await readVersion(runner, { spec, path, env })) };
}

/** Starts the program for its version and its help alone, and compares that with what Drover passes to it. */
export async function checkRuntime(deps: ReportDeps, entry: Entry): Promise<Checked> {
  const { spec, adapter } = entry;
  const runtime = await describeRuntime(deps, entry);
  if (runtime.path === undefined) {
    return {
      runtime,
      usable: false,
      flags: [],
      differences: [{ grave: true, what: `${spec.title} is not installed.` }],
    };
  }
  const wanted = flagsOf(spec, adapter.flags ?? []);
  const listed = await deps.help.flags(spec, runtime.path);
  const flags = wanted.map((flag) => ({
    flag,
    listed: listed?.has(flag),
    optional: spec.optional[flag] !== undefined,
  }));
  const differences = [
    ...versionDifference(runtime, spec),
    ...(listed === undefined && spec.help.length > 0
      ? [{ grave: false, what: "Its help could not be read, so that its flags are not known." }]
      : []),
    ...flags.flatMap(({ flag, listed: isThere, optional }) =>
      isThere === false ? [flagDifference(flag, optional)] : [],
    ),
  ];
  return { runtime, usable: differences.every(({ grave }) => !grave), flags, differences };
}

export function howToGet(spec: RuntimeSpec): string {
  const command = spec.command[0] ?? "";
  return spec.install === undefined ? `Install it so that ${command} is in your PATH.` : `Install it: ${spec.install}`;
}

function versionDifference({ version, remark }: Listed, { checked }: RuntimeSpec): readonly RuntimeDifference[] {
  if (remark !== undefined) return [{ grave: false, what: remark }];
  if (checked === undefined || version === undefined || version === checked.version) return [];
  return [{ grave: false, what: `Version ${version} was not tried; ${checked.version} was, on ${checked.on}.` }];
}

function flagDifference(flag: string, optional: boolean): RuntimeDifference {
  return optional
    ? { grave: false, what: `${flag} is not in its help: it is started without.` }
    : { grave: true, what: `${flag} is not in its help, and it may refuse to start with it.` };
}

/** The flags of all templates, each once: a whole argument, or what stands before its `=`; and sub-commands that resume. */
function flagsOf(spec: RuntimeSpec, ofAdapter: readonly string[]): readonly string[] {
  const templates = [
    spec.command.slice(1),
    ofAdapter,
    spec.unattended,
    spec.model,
    spec.newSession,
    spec.resume,
    spec.fork,
    spec.prompt,
  ];
  const flags = templates.flat().flatMap((part) => /^--?[a-zA-Z][\w-]*(?==|$)/.exec(part)?.[0] ?? []);
  const commands = [spec.resume[0] ?? "", spec.fork[0] ?? ""].filter((word) => /^[a-z][\w-]*$/.test(word));
  return [...new Set([...flags, ...commands])];
}
