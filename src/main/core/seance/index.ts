import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Passage } from "../../../shared/contract/seance.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import { createPassageSearch } from "./passages.ts";
import type { AskOrder } from "./hold.ts";
import type { Remains } from "./remains.ts";
import type { Talks } from "./talk.ts";

export { remainsIn } from "./remains.ts";
export { createTalks } from "./talk.ts";

export interface SeanceDeps {
  readonly clock: Clock;
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<IdentityPath, Failure<"agent-not-found" | "agent-ambiguous">>;
  /** All of an agent's sessions, in any order. */
  sessionsOf(agent: IdentityPath): readonly Session[];
  remainsOf(session: Session): Promise<Remains>;
  readonly talks: Talks;
}

export type SeanceHandlers = SomeHandlers<"agent.seance" | "seance.list" | "seance.open" | "seance.close">;

type Seance = OutputOf<"agent.seance">;

const DEFAULT_TIMEOUT_S = 180;
const DEFAULT_SESSIONS = 20;
/** Without a session named, so many are looked at, latest first, for one that can be asked. */
const LOOKED_AT = 10;

/** Asks sessions that have ended what they knew. */
export function createSeances(deps: SeanceDeps): SeanceHandlers {
  const latestFirst = (agent: IdentityPath) => deps.sessionsOf(agent).toSorted((a, b) => b.startedAt - a.startedAt);

  /** The one named, or the latest ended one of which something is left. */
  async function choose(
    agent: IdentityPath,
    id: string | undefined,
  ): Promise<Result<{ session: Session; remains: Remains }, Failure<"session-not-found" | "nothing-to-ask">>> {
    const sessions = latestFirst(agent);
    const named = id === undefined ? undefined : sessions.find((one) => one.id === id);
    if (id !== undefined && named === undefined) {
      return fail("session-not-found", `${agent} has no session ${JSON.stringify(id)}.`, {
        remedy: `List them with \`drover seance ${agent} --list\`.`,
      });
    }
    const candidates = named === undefined ? sessions.filter((one) => one.endedAt !== undefined) : [named];
    for (const session of candidates.slice(0, LOOKED_AT)) {
      const remains = await deps.remainsOf(session);
      if (remains.answers.can || remains.transcript !== undefined) return ok({ session, remains });
    }
    const [first] = candidates;
    const why = first === undefined ? "it has no session that has ended" : "nothing of its sessions is left";
    return fail("nothing-to-ask", `${agent} cannot be asked: ${why}.`, {
      remedy: "Its work is in its branch and the trail of its item: `drover history ITEM`.",
    });
  }

  return {
    "agent.seance": async (input, caller, signal) => {
      const agent = deps.resolveAgent(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const chosen = await choose(agent.value, input.session);
      if (!chosen.ok) return chosen;
      const { session, remains } = chosen.value;
      const began = deps.clock.now();
      const facts = {
        agent: session.agent,
        session: session.id,
        runtime: session.runtime,
        ...(session.endedAt === undefined ? {} : { endedAt: session.endedAt }),
      };
      const done = (rest: Pick<Seance, "answer" | "passages" | "reason">): Result<Seance, never> =>
        ok({ ...facts, ...rest, ms: Math.max(0, deps.clock.now() - began) });
      let reason: string | undefined;
      if (input.searchOnly !== true) {
        const asked = await askOf(session, remains, input.ask, {
          timeoutMs: (input.timeoutSeconds ?? DEFAULT_TIMEOUT_S) * 1_000,
          signal,
        });
        if (asked.ok) return done({ answer: asked.value, passages: [] });
        reason = asked.error.message;
      }
      const search = createPassageSearch(input.ask);
      for await (const turns of remains.transcript ?? nothing()) for (const turn of turns) search.add(turn);
      return done({ passages: [...search.best()], ...(reason === undefined ? {} : { reason }) });
    },
    "seance.list": async (input, caller) => {
      const agent = deps.resolveAgent(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const sessions = latestFirst(agent.value).slice(0, input.limit ?? DEFAULT_SESSIONS);
      return ok({
        agent: agent.value,
        sessions: await Promise.all(sessions.map(async (one) => listed(one, await deps.remainsOf(one)))),
      });
    },
    "seance.open": async (input, caller) => {
      const agent = deps.resolveAgent(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const chosen = await choose(agent.value, input.session);
      if (!chosen.ok) return chosen;
      const { session } = chosen.value;
      if (session.endedAt === undefined) {
        return fail("cannot-answer", `The session ${session.id} still runs.`, {
          remedy: `Look at it, or type into it: drover agent attach ${session.agent}`,
        });
      }
      const talk = await deps.talks.open(session);
      if (!talk.ok) return talk;
      const { args, env, ...rest } = talk.value;
      return ok({ ...rest, args: [...args], env: { ...env }, agent: session.agent, session: session.id });
    },
    "seance.close": async ({ seance }) => ok({ closed: await deps.talks.close(seance) }),
  };
}

async function askOf(session: Session, { answers }: Remains, question: string, order: AskOrder) {
  if (session.endedAt === undefined) return fail("still-runs", "The session still runs: nudge it, or look at it.");
  return answers.can ? answers.ask(question, order) : fail("cannot-answer", answers.reason);
}

function listed(session: Session, { answers, transcript }: Remains): OutputOf<"seance.list">["sessions"][number] {
  const { id, runtime, item, startedAt, endedAt, endReason } = session;
  const canAnswer = answers.can && endedAt !== undefined;
  const reason = canAnswer
    ? undefined
    : endedAt === undefined
      ? "It still runs."
      : answers.can
        ? undefined
        : answers.reason;
  return {
    id,
    runtime,
    ...(item === undefined ? {} : { item }),
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(endReason === undefined ? {} : { endReason }),
    can: canAnswer ? "answers" : transcript === undefined ? "none" : "transcript",
    ...(reason === undefined ? {} : { reason }),
  };
}

async function* nothing(): AsyncGenerator<readonly Passage[]> {}
