import type { Equipment } from "./adapter.ts";
import type { RuntimeSpec } from "./spec.ts";

export interface LaunchRequest {
  /** The first turn. */
  readonly prompt: string;
  /** A file with the same text, for programs that take one and for prompts too long for an argument. Absolute. */
  readonly promptFile: string;
  readonly worktree: string;
  /** The session's own folder for what its adapter makes: there, empty, mode 0700. Absolute. */
  readonly sessionDir: string;
  /** The environment that the session will have, before the runtime's own variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the `drover` that hooks call. */
  readonly drover: string;
  readonly model?: string | undefined;
  /** Whether the user has consented that permission questions are skipped in this project. */
  readonly unattended: boolean;
  /** A UUID for the program's own session, used where it takes one. */
  readonly newSession: string;
  /** The program's session to go on with. */
  readonly resume?: string | undefined;
  /** Begins a session of its own from what `resume` knew, and leaves that one as it is; where the runtime can. */
  readonly fork?: boolean | undefined;
}

/** What to run in the terminal. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The program's own session id, where it is known before it starts. */
  readonly runtimeSession?: string;
  /** To be typed once it waits for input: the first prompt of a program that takes none as an argument. */
  readonly typed?: string;
}

/** What was found out for one launch. */
export interface Means {
  /** The resolved path of the spec's program. */
  readonly file: string;
  readonly equipment: Equipment;
  /** Whether this version has a flag. */
  knows(flag: string): boolean;
}

/** Pure. A resume of a runtime that cannot is a new session, and so is a fork. */
export function buildLaunch(spec: RuntimeSpec, means: Means, request: LaunchRequest): Launch {
  const { arguments: way, from, runtimeSession } = wayOf(spec, request);
  const prompt = promptText(spec, request);
  const values: Record<string, string> = {
    prompt,
    promptFile: request.promptFile,
    worktree: request.worktree,
    sessionDir: request.sessionDir,
    model: request.model ?? "",
    runtimeSession: from ?? request.newSession,
    newSession: request.newSession,
  };
  const filled = (template: readonly string[]) => template.map((part) => fill(part, values));
  const flags = [
    ...filled(spec.command.slice(1)),
    ...means.equipment.args,
    ...(request.unattended ? filled(spec.unattended) : []),
    ...(request.model === undefined ? [] : filled(spec.model)),
    ...filled(way),
  ];
  const kept = withoutUnknown(flags, spec, means);
  // Where the flag that would give it an id was left out, it has one of its own, which its hooks may tell.
  const isNamed = runtimeSession !== undefined && kept.some((arg) => arg.includes(runtimeSession));
  const set = Object.entries(spec.setEnv).map(([name, text]): [string, string] => [name, fill(text, values)]);
  return {
    file: means.file,
    args: [...kept, ...filled(spec.prompt)],
    env: { ...request.env, ...Object.fromEntries(set), ...means.equipment.env },
    ...(isNamed ? { runtimeSession } : {}),
    ...(spec.promptWay === "typed" && request.prompt !== "" ? { typed: prompt } : {}),
  };
}

interface Way {
  readonly arguments: readonly string[];
  /** The session that it begins from. */
  readonly from?: string;
  /** The id by which it will be known, as far as that can be said beforehand. */
  readonly runtimeSession?: string;
}

/** Which session it is to be. */
function wayOf(spec: RuntimeSpec, { resume, fork, newSession }: LaunchRequest): Way {
  if (resume !== undefined && fork === true && spec.fork.length > 0) {
    const isNamed = spec.fork.some((part) => part.includes("{newSession}"));
    return { arguments: spec.fork, from: resume, ...(isNamed ? { runtimeSession: newSession } : {}) };
  }
  if (resume !== undefined && fork !== true && spec.resume.length > 0) {
    return { arguments: spec.resume, from: resume, runtimeSession: resume };
  }
  return spec.newSession.length === 0 ? { arguments: [] } : { arguments: spec.newSession, runtimeSession: newSession };
}

/** A prompt that is typed is one short line, as all that is typed. */
function promptText(spec: RuntimeSpec, { prompt, promptFile }: LaunchRequest): string {
  if (spec.promptWay === "argument" && prompt.length <= spec.promptLimit) return prompt;
  return `Read the file ${promptFile} now: it says who you are and what to do. Then begin.`;
}

/** Leaves out the flags that this version does not have and that it runs without. */
function withoutUnknown(args: readonly string[], { optional }: RuntimeSpec, { knows }: Means): readonly string[] {
  const kept: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    const flag = arg.split("=", 1)[0] ?? "";
    const values = optional[flag];
    if (values === undefined || knows(flag)) kept.push(arg);
    else if (!arg.includes("=")) i += values;
  }
  return kept;
}

/** In one pass, so that what is filled in is not filled in again. */
export function fill(part: string, values: Readonly<Record<string, string>>): string {
  return part.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
