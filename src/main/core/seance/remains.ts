import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Passage } from "../../../shared/contract/seance.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type Result, fail } from "../../../shared/model/result.ts";
import { exists } from "../platform/fs/exists.ts";
import type { Runtimes, TranscriptPlace, TranscriptReader } from "../runtime/index.ts";
import { type AskOrder, type HoldDeps, createHolder } from "./hold.ts";

/** What is left of a session, and how it can be asked. */
export interface Remains {
  /** Undefined where nothing of it can be searched. */
  readonly transcript: AsyncIterable<readonly Passage[]> | undefined;
  /**
   * Goes on with the session in a throw-away copy and asks it; or why it cannot be, in words. The copy may only read the
   * ledger, is bounded in time and gone afterwards.
   */
  readonly answers:
    | { readonly can: true; ask(question: string, order: AskOrder): Promise<Result<string>> }
    | { readonly can: false; readonly reason: string };
}

export interface RemainsDeps extends HoldDeps {
  readonly runtimes: Pick<Runtimes, "adapter" | "ask" | "get">;
  readonly workspaceDir: string;
  placeOf(session: Session): TranscriptPlace;
}

/** What is left of sessions: their transcripts, and the CLIs' own ways to go on with them. */
export function remainsIn(deps: RemainsDeps): (session: Session) => Promise<Remains> {
  const { runtimes } = deps;
  const hold = createHolder(deps);

  async function answersOf(
    session: Session,
    {
      reader,
      place,
      file,
    }: { readonly reader: TranscriptReader; readonly place: TranscriptPlace; readonly file: string },
  ): Promise<Remains["answers"]> {
    const { runtimeSession, runtime } = session;
    const title = runtimes.get(runtime)?.title ?? runtime;
    const cannot = (reason: string) => ({ can: false, reason }) as const;
    const request = { runtimeSession: runtimeSession ?? "", newSession: randomUUID(), transcript: file };
    const how = await runtimes.ask(runtime, { ...request, question: "" });
    if (!how.ok) return cannot(how.error.message);
    if (how.value === undefined) return cannot(`${title} has no way to ask a session that has ended.`);
    if (runtimeSession === undefined) return cannot(`${title} never said which session of its own it was.`);
    const hasWorktree = place.worktree !== "" && (await exists(place.worktree));
    if (how.value.needsWorktree && !hasWorktree) {
      return cannot(`${title} finds a session in its worktree alone, and that was given back.`);
    }
    // One and the same for all: CLIs remember the folders that they were in.
    const cwd = hasWorktree ? place.worktree : path.join(deps.workspaceDir, ".drover", "seance");
    return {
      can: true,
      async ask(question, order) {
        const asked = await runtimes.ask(runtime, { ...request, question: framed(question) });
        if (!asked.ok) return asked;
        if (asked.value === undefined) return fail("cannot-answer", "It cannot be asked any more.");
        return hold({ session, reader, place, file, ask: asked.value, cwd, order });
      },
    };
  }

  return async (session) => {
    const reader = runtimes.adapter(session.runtime)?.transcript;
    const place = deps.placeOf(session);
    const file = await reader?.find(place);
    if (reader === undefined || file === undefined) {
      return { transcript: undefined, answers: { can: false, reason: "Nothing that it said is left." } };
    }
    return { transcript: turnsOf(reader, file, place), answers: await answersOf(session, { reader, place, file }) };
  };
}

function framed(question: string): string {
  return (
    "Your session has ended; somebody who goes on with the work asks what you knew. Answer from what you remember, in a few " +
    `sentences. Change nothing and run nothing.\n\n${question}`
  );
}

/** Piece by piece, from its beginning to its end. */
async function* turnsOf(
  reader: TranscriptReader,
  file: string,
  place: TranscriptPlace,
): AsyncGenerator<readonly Passage[]> {
  let cursor: string | undefined;
  for (let more = true; more;) {
    const chunk = await reader.read(file, cursor, place);
    yield chunk.turns;
    ({ cursor, more } = chunk);
  }
}
