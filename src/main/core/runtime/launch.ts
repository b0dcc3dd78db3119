import type { RuntimeSpec } from "./spec.ts";

export interface LaunchRequest {
  /** The first turn. */
  readonly prompt: string;
  /** A file with the same text, for programs that take one and for prompts too long for an argument. Absolute. */
  readonly promptFile: string;
  readonly worktree: string;
  readonly model?: string | undefined;
  /** Whether the user has consented that permission questions are skipped in this project. */
  readonly unattended: boolean;
  /** A UUID for the program's own session, used where it takes one. */
  readonly newSession: string;
  /** The program's session to go on with. */
  readonly resume?: string | undefined;
}

/** What to run in the terminal. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  /** The program's own session id, where it has one. */
  readonly runtimeSession?: string;
}

/** Linux takes 128 KiB an argument, Windows 32,767 characters a command line: stay below both, with room for the rest. */
const MAX_PROMPT_ARGUMENT = 24_000;

/** Pure. `file` is the resolved path of the spec's program. */
export function buildLaunch(spec: RuntimeSpec, file: string, request: LaunchRequest): Launch {
  const canResume = request.resume !== undefined && spec.resume.length > 0;
  const runtimeSession = canResume ? request.resume : spec.newSession.length > 0 ? request.newSession : undefined;
  const values: Record<string, string> = {
    prompt: promptArgument(request),
    promptFile: request.promptFile,
    worktree: request.worktree,
    model: request.model ?? "",
    runtimeSession: runtimeSession ?? "",
  };
  const templates = [
    spec.command.slice(1),
    request.unattended ? spec.unattended : [],
    request.model === undefined ? [] : spec.model,
    canResume ? spec.resume : spec.newSession,
    spec.prompt,
  ];
  const args = templates.flat().map((part) => fill(part, values));
  return { file, args, ...(runtimeSession === undefined ? {} : { runtimeSession }) };
}

function promptArgument({ prompt, promptFile }: LaunchRequest): string {
  if (prompt.length <= MAX_PROMPT_ARGUMENT) return prompt;
  return `Read the file ${promptFile} now: it says who you are and what to do. Then begin.`;
}

/** In one pass, so that what is filled in is not filled in again. */
function fill(part: string, values: Readonly<Record<string, string>>): string {
  return part.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
