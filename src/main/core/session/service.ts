import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { AdoptedProcess } from "../platform/pty/adopted.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import type { SessionIndex } from "./board.ts";
import type { SessionKeeper } from "./keeper.ts";
import type { SessionDeps } from "./ports.ts";
import type { AdoptedStart, StartFailure, Starter } from "./starter.ts";

type Refused = Failure<"runtime-missing" | "start-failed"> | StoreFailure;

/** What people and the recovery monitor order; everything else the keeper does by itself. */
export interface SessionService {
  /**
   * Puts the agent to work: takes it out of parking and its hook out of suspension, and starts a session on its work, or
   * on nothing. A hook whose worktree is still being made gets its session when it is there.
   */
  start(agent: Agent, actor: IdentityPath): Promise<Result<void, Refused | Failure<"already-running">>>;
  /** The same in a terminal that is not Drover's, for as long as that process lives. */
  adopt(
    agent: Agent,
    process: AdoptedProcess,
    actor: IdentityPath,
  ): Promise<Result<AdoptedStart, Refused | Failure<"already-running">>>;
  /** Ends the session; the hook is suspended, so that it is not started again by itself. */
  stop(session: Session, actor: IdentityPath): Promise<Result<void, StoreFailure>>;
  /** Replaces the session by a fresh one on the same hook. */
  restart(agent: Agent, actor: IdentityPath, cause: string): Promise<Result<void, Refused>>;
}

type Deps = Pick<SessionDeps, "store" | "agents" | "work"> & {
  readonly index: SessionIndex;
  readonly keeper: SessionKeeper;
  readonly starter: Starter;
};

export function createSessionService({ store, agents, work, index, keeper, starter }: Deps): SessionService {
  /** Out of parking, its hook out of suspension. */
  async function makeReady(agent: Agent, actor: IdentityPath): Promise<Result<void, Refused>> {
    if (agent.decommissionedAt !== undefined) {
      return fail("start-failed", `${agent.path} was decommissioned.`, { remedy: "Put its work on another agent." });
    }
    const unparked = agent.parked === undefined ? ok() : await agents.unpark(agent.path, actor);
    if (!unparked.ok) return fail("start-failed", unparked.error.message, unparked.error);
    return resume(agent.path, actor);
  }

  async function begin(agent: Agent, actor: IdentityPath): Promise<Result<void, Refused>> {
    const ready = await makeReady(agent, actor);
    if (!ready.ok) return ready;
    if (work.of(agent.path)?.state === "created") return ok();
    const started = await starter.start(agent, { actor });
    if (started.ok) return ok();
    const { code, message } = started.error;
    // The keeper may have seen the resumed hook first: then what was asked for is there.
    return code === "already-running" ? ok() : fail(inWords(code), message, started.error);
  }

  function resume(agent: IdentityPath, actor: IdentityPath): Promise<Result<void, Refused>> {
    return store.commit(() => {
      if (work.of(agent)?.state !== "suspended") return ok({ events: [], result: () => undefined });
      const plan = work.planResume(agent, actor);
      if (!plan.ok) return fail("start-failed", plan.error.message, plan.error);
      return ok({ events: plan.value, result: () => undefined });
    });
  }

  return {
    async start(agent, actor) {
      const live = index.liveOf(agent.path);
      if (live === undefined) return begin(agent, actor);
      // Its session was left for a person to look at; they did, and it may go on.
      if (agent.parked !== undefined) {
        const unparked = await agents.unpark(agent.path, actor);
        return unparked.ok ? ok() : fail("start-failed", unparked.error.message, unparked.error);
      }
      return fail("already-running", `${agent.path} has a session already: ${live.id}.`, {
        remedy: `Replace it with \`drover agent restart ${agent.path}\`.`,
      });
    },
    async adopt(agent, process, actor) {
      const live = index.liveOf(agent.path);
      if (live !== undefined) {
        return fail("already-running", `${agent.path} has a session already: ${live.id}.`, {
          remedy: `Stop it first: \`drover agent stop ${agent.path}\`.`,
        });
      }
      using _held = keeper.hold(agent.path);
      const ready = await makeReady(agent, actor);
      if (!ready.ok) return ready;
      if (work.of(agent.path)?.state === "created") {
        return fail("start-failed", `The worktree of ${agent.path} is still being made.`, {
          remedy: "Try again in a moment.",
        });
      }
      const adopted = await starter.adopt(agent, { actor, process });
      if (adopted.ok) return adopted;
      const { code, message } = adopted.error;
      return fail(code === "already-running" ? code : inWords(code), message, adopted.error);
    },
    async stop(session, actor) {
      const cause = `Stopped by ${actor}.`;
      const suspended = await store.commit<void, Failure<never>>(() => {
        const hook = work.of(session.agent);
        const plan = hook?.state === "active" ? work.planSuspend(session.agent, cause, actor) : ok([]);
        return ok({ events: plan.ok ? plan.value : [], result: () => undefined });
      });
      if (!suspended.ok) return suspended;
      await keeper.end(session, "stopped", cause);
      return ok();
    },
    async restart(agent, actor, cause) {
      const live = index.liveOf(agent.path);
      if (live !== undefined) await keeper.end(live, "replaced", cause);
      return begin(agent, actor);
    },
  };
}

type StartCode = StartFailure["code"];

/** A failed start as those who ordered it understand it. */
function inWords(code: Exclude<StartCode, "already-running">): Refused["code"] {
  switch (code) {
    case "runtime-not-found":
      return "runtime-missing";
    case "nothing-to-do":
      return "start-failed";
    default:
      return code;
  }
}
