import type { RuntimeSpec } from "./spec.ts";

export interface AskRequest {
  readonly question: string;
  /** The program's own session that is asked. */
  readonly runtimeSession: string;
  /** A UUID for the copy that answers, where the program takes one. */
  readonly newSession: string;
  /** Where the session's transcript is, for programs that go on by file. */
  readonly transcript: string;
}

/** What to run, to its end: it prints the answer. */
export interface Ask {
  readonly file: string;
  readonly args: readonly string[];
  /** Variables over those that a session of this runtime has. */
  readonly env: Readonly<Record<string, string>>;
  /** It finds a session in the folder alone that this was begun in. */
  readonly needsWorktree: boolean;
  /** The copy that answers has this id to the program; undefined where the session itself goes on. */
  readonly answeredBy: string | undefined;
}

/** Pure. Undefined for a runtime whose sessions cannot be asked. */
export function buildAsk(spec: RuntimeSpec, file: string, request: AskRequest): Ask | undefined {
  const { ask } = spec;
  if (ask === undefined) return undefined;
  const values: Readonly<Record<string, string>> = {
    prompt: request.question,
    runtimeSession: request.runtimeSession,
    newSession: request.newSession,
    transcript: request.transcript,
  };
  const fill = (part: string) => part.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const isCopy = ask.args.some((part) => part.includes("{newSession}"));
  return {
    file,
    args: ask.args.map(fill),
    env: ask.setEnv,
    needsWorktree: ask.needsWorktree,
    answeredBy: isCopy ? request.newSession : undefined,
  };
}
