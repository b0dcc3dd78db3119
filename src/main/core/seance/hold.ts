import { mkdir, rm } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import type { Session } from "../../../shared/model/agent.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import { plainLine } from "../base/plain-text.ts";
import { shortId } from "../base/short-id.ts";
import type { ProcessOutcome, ProcessRunner } from "../platform/process/process-runner.ts";
import type { Ask, ModelUsage, TranscriptPlace, TranscriptReader } from "../runtime/index.ts";

export interface HoldDeps {
  readonly clock: Clock;
  readonly runner: Pick<ProcessRunner, "run">;
  /** The environment of a session that is asked. Its token is that of the seance, which may read and nothing else. */
  environment(session: Session, seance: string): Readonly<Record<string, string>>;
  /** The seances that are held now: whose session each asks, by its id. */
  readonly held: Map<string, Session>;
  /** What an answer used counts to the session that gave it. */
  used(session: Session, usage: readonly ModelUsage[]): void;
  /** Aborted when no seance may be held any more. */
  readonly over: AbortSignal;
  report(error: unknown): void;
}

export interface AskOrder {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Held {
  readonly session: Session;
  readonly reader: TranscriptReader;
  readonly place: TranscriptPlace;
  /** The session's own transcript. */
  readonly file: string;
  readonly ask: Ask;
  readonly cwd: string;
  readonly order: AskOrder;
}

/** An answer is text for people; more than that is none. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** Holds one seance: runs the CLI to its end, within the time that there is, and leaves nothing of it behind. */
export function createHolder(deps: HoldDeps): (held: Held) => Promise<Result<string>> {
  const { clock, runner, held } = deps;

  async function run({ session, ask, cwd, order }: Held, seance: string): Promise<Result<string>> {
    const { timeoutMs } = order;
    const signal = AbortSignal.any([order.signal, deps.over]);
    try {
      await mkdir(cwd, { recursive: true });
      const env = { ...deps.environment(session, seance), ...ask.env };
      const request = { file: ask.file, args: ask.args, cwd, env, stdin: "", timeoutMs };
      const outcome = await runner.run({ ...request, maxOutputBytes: MAX_ANSWER_BYTES }, { signal });
      return answerOf(outcome, timeoutMs);
    } catch (error) {
      return fail("cannot-answer", error instanceof Error ? error.message : String(error));
    }
  }

  return async (what) => {
    const seance = shortId("sea", (taken) => held.has(taken), 8);
    const began = clock.now();
    held.set(seance, what.session);
    const answer = await run(what, seance);
    held.delete(seance);
    await settle(deps, { ...what, copy: what.ask.answeredBy, began }).catch(deps.report);
    return answer;
  };
}

export interface Settled extends Pick<Held, "session" | "reader" | "place" | "file"> {
  /** The runtime's id of the copy that answered; undefined where the session itself went on. */
  readonly copy: string | undefined;
  readonly began: number;
}

/** Counts what a seance used, and removes the copy of the session that was made for it. */
export async function settle({ used }: Pick<HoldDeps, "used">, settled: Settled): Promise<void> {
  const { session, reader, place, file, copy, began } = settled;
  const since = { ...place, startedAt: began, endedAt: undefined };
  const answered = copy === undefined ? since : { ...since, runtimeSession: copy };
  const answer = copy === undefined ? file : await reader.find(answered);
  if (answer === undefined) return;
  const usage = await usageIn(reader, answer, answered);
  if (usage.length > 0) used(session, usage);
  if (copy !== undefined && answer !== file) await rm(answer, { force: true });
}

async function usageIn(reader: TranscriptReader, file: string, place: TranscriptPlace): Promise<readonly ModelUsage[]> {
  let cursor: string | undefined;
  for (;;) {
    const chunk = await reader.read(file, cursor, place);
    if (!chunk.more) return chunk.usage;
    ({ cursor } = chunk);
  }
}

function answerOf(outcome: ProcessOutcome, timeoutMs: number): Result<string> {
  const text = (bytes: Uint8Array) => stripVTControlCharacters(Buffer.from(bytes).toString("utf8")).trim();
  if (outcome.timedOut) return fail("cannot-answer", `It said nothing within ${Math.round(timeoutMs / 1_000)} s.`);
  const answer = text(outcome.stdout);
  if (outcome.exitCode === 0 && answer !== "") return ok(answer);
  const told = text(outcome.stderr);
  const last = (told === "" ? answer : told).split("\n").at(-1) ?? "";
  const how = outcome.exitCode === null ? `by ${outcome.signal ?? "a signal"}` : `with exit code ${outcome.exitCode}`;
  return fail("cannot-answer", `It ended ${how}${last === "" ? "" : `: ${plainLine(last, 300)}`}.`);
}
