import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Session } from "../../../shared/model/agent.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { shortId } from "../base/short-id.ts";
import { exists } from "../platform/fs/exists.ts";
import type { Launch, RuntimeTraits, Runtimes, TranscriptPlace } from "../runtime/index.ts";
import { type HoldDeps, type Settled, settle } from "./hold.ts";

export interface TalkDeps extends Pick<HoldDeps, "clock" | "environment" | "held" | "used" | "report"> {
  readonly runtimes: Pick<Runtimes, "adapter" | "get" | "launch"> & {
    traits(id: string): Pick<RuntimeTraits, "title" | "canResume" | "canFork"> | undefined;
  };
  readonly workspaceDir: string;
  /** Absolute path of the program `drover` that sessions call. */
  readonly drover: string;
  placeOf(session: Session): TranscriptPlace;
}

export interface Talk extends Pick<Launch, "file" | "args" | "env"> {
  readonly seance: string;
  readonly title: string;
  readonly cwd: string;
}

export interface Talks {
  /** What a person runs to talk with a session that has ended. Held until it is closed. */
  open(session: Session): Promise<Result<Talk, Failure<"cannot-answer">>>;
  /** False where there is no such seance any more. */
  close(seance: string): Promise<boolean>;
}

const FIRST =
  "Your session has ended, and a person wants to ask you what you knew. Answer from what you remember; change nothing and run " +
  "nothing. Say in a few words that you are ready.";

/** Seances in a terminal of the user's own, by the way in which a runtime's sessions are gone on with. */
export function createTalks(deps: TalkDeps): Talks {
  const { runtimes, held, workspaceDir } = deps;
  const open = new Map<string, { readonly folder: string; readonly settled: Settled | undefined }>();

  return {
    async open(session) {
      const { runtime, runtimeSession } = session;
      const traits = runtimes.traits(runtime);
      const title = traits?.title ?? runtime;
      const canGoOn = traits?.canFork === true || traits?.canResume === true;
      if (runtimeSession === undefined || traits === undefined || !canGoOn) {
        return fail("cannot-answer", `A session of ${title} cannot be gone on with.`, {
          remedy: `Search what it said: drover seance ${session.agent} --search --ask "…"`,
        });
      }
      const place = deps.placeOf(session);
      const hasWorktree = place.worktree !== "" && (await exists(place.worktree));
      if (!hasWorktree && runtimes.get(runtime)?.ask?.needsWorktree === true) {
        return fail("cannot-answer", `${title} finds a session in its worktree alone, and that was given back.`);
      }
      const seance = shortId("sea", (taken) => held.has(taken), 8);
      const folder = path.join(workspaceDir, ".drover", "seance", seance);
      const cwd = hasWorktree ? place.worktree : path.dirname(folder);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      held.set(seance, session);
      const launched = await runtimes.launch(runtime, {
        ...{ prompt: FIRST, promptFile: path.join(folder, "prompt.md"), worktree: cwd, sessionDir: folder },
        ...{ env: deps.environment(session, seance), drover: deps.drover, unattended: false },
        ...{ newSession: randomUUID(), resume: runtimeSession, fork: traits.canFork },
      });
      if (!launched.ok) {
        held.delete(seance);
        await rm(folder, { recursive: true, force: true });
        return fail("cannot-answer", launched.error.message, launched.error);
      }
      const copy = launched.value.runtimeSession;
      open.set(seance, { folder, settled: await settledOf(session, copy === runtimeSession ? undefined : copy) });
      const { file, args, env } = launched.value;
      return ok({ seance, title, file, args, env, cwd });
    },
    async close(seance) {
      const one = open.get(seance);
      open.delete(seance);
      held.delete(seance);
      if (one === undefined) return false;
      if (one.settled !== undefined) await settle(deps, one.settled).catch(deps.report);
      await rm(one.folder, { recursive: true, force: true });
      return true;
    },
  };

  async function settledOf(session: Session, copy: string | undefined): Promise<Settled | undefined> {
    const reader = runtimes.adapter(session.runtime)?.transcript;
    const place = deps.placeOf(session);
    const file = await reader?.find(place);
    if (reader === undefined || file === undefined) return undefined;
    return { session, reader, place, file, copy, began: deps.clock.now() };
  }
}
