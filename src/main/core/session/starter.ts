import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, Hook, Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { shortId } from "../base/short-id.ts";
import { ADOPTED, type AdoptedProcess } from "../platform/pty/adopted.ts";
import type { RecordTable, StoreFailure } from "../platform/store/record-store.ts";
import type { SessionIndex } from "./board.ts";
import { endSession, placeSession, startSession } from "./decide.ts";
import { sessionEnvironment } from "./env.ts";
import type { SessionDeps, SessionLaunch } from "./ports.ts";
import { shimFile } from "./shim.ts";

/** The size of a terminal that nobody looks at yet: what agent CLIs are laid out for. */
const COLS = 120;
const ROWS = 36;

export type StartFailure =
  | Failure<"nothing-to-do" | "already-running" | "runtime-not-found" | "runtime-missing" | "start-failed">
  | StoreFailure;

export interface Starter {
  /**
   * Starts one on the hook's work, where the hook is active, or, unless work is needed, on nothing. At most one of
   * simultaneous calls succeeds.
   */
  start(agent: Agent, by: StartOrder): Promise<Result<Session, StartFailure>>;
  /** The same in a terminal that is not Drover's: answers what is to be run there, by whoever has it. */
  adopt(
    agent: Agent,
    by: StartOrder & { readonly process: AdoptedProcess },
  ): Promise<Result<AdoptedStart, StartFailure>>;
}

export interface AdoptedStart {
  readonly session: Session;
  readonly cwd: string;
  readonly launch: SessionLaunch;
}

export interface StartOrder {
  readonly actor: IdentityPath;
  readonly cause?: string;
  /** Refuses with `nothing-to-do` when the hook is not active by the time it comes to it; whoever holds a role needs no hook. */
  readonly needsWork?: boolean;
}

interface Claimed {
  readonly session: Session;
  readonly hook: Hook | undefined;
  /** The runtime's own session that it goes on with. */
  readonly resume: string | undefined;
}

interface Prepared {
  readonly cwd: string;
  readonly launch: SessionLaunch;
}

interface Placed {
  readonly host: string;
  /** The first prompt, where it is still to be told. */
  readonly typed: string | undefined;
}

export interface StarterDeps extends SessionDeps {
  readonly table: RecordTable<Session>;
  readonly index: SessionIndex;
  /** Tells a session that has just begun its first prompt, as soon as it takes one; for runtimes that take none as an argument. */
  tellFirst(session: Session, prompt: string): void;
}

export function createStarter(deps: StarterDeps): Starter {
  const { store, work, runtimes, hosts, table, index } = deps;

  /** The record comes first, so that of simultaneous starts one wins, and a crash after it is seen at the next start. */
  function claim(agent: Agent, newSession: string, { needsWork = false, ...by }: StartOrder) {
    return store.commit<Claimed, StartFailure>(() => {
      const id = shortId("ses", (taken) => table.get(taken) !== undefined, 8);
      const hook = work.of(agent.path);
      const active = hook?.state === "active" ? hook : undefined;
      if (needsWork && active === undefined && agent.onDutySince === undefined) {
        return fail("nothing-to-do", `There is no work on the hook of ${agent.path}.`);
      }
      const runtime = runtimes.get(agent.runtime);
      const lost = active === undefined ? undefined : resumable(index.endedOf(agent.path)[0], active, agent);
      const resume = runtime?.canResume === true ? lost : undefined;
      const runtimeSession = resume ?? (runtime?.takesSessionId === true ? newSession : undefined);
      const data = {
        runtime: agent.runtime,
        round: active?.round ?? 0,
        ...(runtimeSession === undefined ? {} : { runtimeSession }),
        ...(agent.project === undefined ? {} : { project: agent.project }),
        ...(active?.item === undefined ? {} : { item: active.item }),
      };
      const started = startSession(index, { id, agent: agent.path, data, ...by });
      if (!started.ok) return started;
      const attempt = active === undefined ? ok([]) : work.planAttempt(agent.path, id, by.actor);
      if (!attempt.ok) return fail("start-failed", attempt.error.message, attempt.error);
      return ok({
        events: [...started.value, ...attempt.value],
        result: () => ({ session: present(id), hook: active, resume }),
      });
    });
  }

  function present(id: string): Session {
    const session = table.get(id);
    if (session === undefined) throw new Error(`Session ${id} vanished between its event and its start.`);
    return session;
  }

  /** Everything a session needs before its program runs. */
  async function prepare(agent: Agent, { session, hook, resume }: Claimed): Promise<Result<Prepared>> {
    const runtime = runtimes.get(session.runtime);
    const dir = sessionDir(deps.workspaceDir, session.id);
    const runtimeDir = sessionRuntimeDir(deps.workspaceDir, session.id);
    const cwd = hook?.worktree ?? path.join(deps.workspaceDir, "agents", ...agent.path.split("/"));
    await mkdir(runtimeDir, { recursive: true, mode: 0o700 });
    if (hook === undefined) await mkdir(cwd, { recursive: true });
    const there = await work.place(agent.path);
    if (!there.ok) return there;
    const prompt = await work.prime(agent);
    const { primingFile } = runtime ?? {};
    const promptFile = primingFile === undefined ? path.join(dir, "prompt.md") : path.join(runtimeDir, primingFile);
    await writeFile(promptFile, prompt, { mode: 0o600 });
    const env = sessionEnvironment({
      own: deps.env,
      runtimeNames: runtime?.env ?? [],
      userNames: deps.settings().passEnv,
      shimDir: shimDir(deps.workspaceDir),
      workspace: deps.workspaceDir,
      session: session.id,
      token: deps.issueToken(session.id),
      agent: agent.path,
      project: agent.project,
      ownerEmail: deps.ownerEmail(),
    });
    const launched = await runtimes.launch({
      runtime: session.runtime,
      prompt,
      promptFile,
      worktree: cwd,
      sessionDir: runtimeDir,
      env,
      drover: shimFile(shimDir(deps.workspaceDir)),
      model: agent.model,
      unattended: deps.isUnattended(agent.project),
      newSession: session.runtimeSession ?? randomUUID(),
      resume,
    });
    return launched.ok ? ok({ cwd, launch: launched.value }) : launched;
  }

  async function spawn(session: Session, { cwd, launch }: Prepared): Promise<Result<Placed>> {
    const { file, args, env, typed } = launch;
    const size = { cols: COLS, rows: ROWS };
    const spawned = await hosts.spawn({ session: session.id, file, args: [...args], cwd, env: { ...env }, ...size });
    return spawned.ok ? ok({ host: spawned.value.host, typed }) : spawned;
  }

  /** Claims a session, prepares it and has it placed; what fails on the way is recorded as its end. */
  async function begin<T extends { readonly host: string }>(
    agent: Agent,
    by: StartOrder,
    place: (session: Session, prepared: Prepared) => Promise<Result<T>>,
  ): Promise<Result<{ readonly session: Session; readonly placed: T }, StartFailure>> {
    const usable = await runtimes.available(agent.runtime);
    if (!usable.ok) return usable;
    const claimed = await claim(agent, randomUUID(), by);
    if (!claimed.ok) return claimed;
    const { session } = claimed.value;
    const placed = await prepare(agent, claimed.value)
      .then((prepared) => (prepared.ok ? place(session, prepared.value) : prepared))
      .catch((error: unknown) => fail("start-failed", error instanceof Error ? error.message : String(error)));
    if (!placed.ok) {
      const cause = `It could not be started: ${placed.error.message}`;
      const end = { reason: "crashed" as const };
      await store.commit(() =>
        ok({ events: endSession(table.get(session.id), end, { actor: by.actor, cause }), result: () => undefined }),
      );
      await removeRuntimeFolder(deps.workspaceDir, session.id);
      return fail(
        "start-failed",
        `The session of ${agent.path} could not be started: ${placed.error.message}`,
        placed.error,
      );
    }
    const { host } = placed.value;
    const begun = await store.commit<Session, never>(() =>
      ok({ events: placeSession(table.get(session.id), host, by.actor), result: () => present(session.id) }),
    );
    return begun.ok ? ok({ session: begun.value, placed: placed.value }) : begun;
  }

  return {
    async start(agent, by) {
      const begun = await begin(agent, by, spawn);
      if (!begun.ok) return begun;
      const { session, placed } = begun.value;
      if (placed.typed !== undefined && session.endedAt === undefined) deps.tellFirst(session, placed.typed);
      return ok(session);
    },
    async adopt(agent, { process, ...by }) {
      const begun = await begin(agent, by, async (session, prepared) => {
        await deps.adopted.adopt(session.id, process);
        return ok({ host: ADOPTED, ...prepared });
      });
      if (!begun.ok) return begun;
      const { session, placed } = begun.value;
      return ok({ session, cwd: placed.cwd, launch: placed.launch });
    },
  };
}

/** In a session's folder: what its runtime needs while it runs, and nobody afterwards. It may hold what is secret. */
const RUNTIME_FOLDER = "runtime";

/** Removes what a session's runtime needed; to be called when its processes are gone. What is not there is no failure. */
export async function removeRuntimeFolder(workspaceDir: string, session: string): Promise<void> {
  await rm(sessionRuntimeDir(workspaceDir, session), { recursive: true, force: true });
}

/** What the runtime of a session was given as `sessionDir`. */
export function sessionRuntimeDir(workspaceDir: string, session: string): string {
  return path.join(sessionDir(workspaceDir, session), RUNTIME_FOLDER);
}

/** Files of one session: its priming, and what its runtime needs. */
export function sessionDir(workspaceDir: string, session: string): string {
  return path.join(workspaceDir, ".drover", "sessions", session);
}

/** Where every session finds the program `drover`. */
export function shimDir(workspaceDir: string): string {
  return path.join(workspaceDir, ".drover", "bin");
}

/**
 * A session that was lost with its host knew what it was doing: its CLI goes on with it. One that crashed or handed over
 * does not come back, since what it knew may be what broke it; nor one that never got a terminal.
 */
function resumable(last: Session | undefined, hook: Hook, agent: Agent): string | undefined {
  const same = last?.item === hook.item && last?.round === hook.round && last?.runtime === agent.runtime;
  return same && last?.endReason === "lost" && last.host !== "" ? last.runtimeSession : undefined;
}
