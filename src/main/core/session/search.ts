import type { EventOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import { compileQuery } from "../../../shared/model/text-query.ts";
import type { FindFailure } from "./controller.ts";
import type { SessionDeps, SessionHosts } from "./ports.ts";

export type TerminalSearchHandlers = SomeHandlers<"terminal.search">;

export interface TerminalSearchDeps {
  readonly hosts: Pick<SessionHosts, "search">;
  readonly agents: Pick<SessionDeps["agents"], "resolve">;
  /** All sessions there were. */
  sessions(): Iterable<Session>;
}

type SearchEvent = EventOf<"terminal.search">;

/** Each host searches one session at a time: so many keep several hosts at work, and none with a long queue. */
const AT_ONCE = 4;
/** Of ended sessions, the newest: hosts keep ten each, and what is older is gone in all but strange cases. */
const MAX_ENDED = 100;

/** Asks the hosts to look through what sessions printed. Here only the answers pass, of which each is bounded. */
export function terminalSearchHandlers(deps: TerminalSearchDeps): TerminalSearchHandlers {
  function wanted(refs: readonly string[], own: string | undefined): Result<ReadonlySet<IdentityPath>, FindFailure> {
    const paths = new Set<IdentityPath>();
    for (const ref of refs) {
      const agent = deps.agents.resolve(ref, own);
      if (!agent.ok) return agent;
      paths.add(agent.value.path);
    }
    return ok(paths);
  }

  /** The live ones first, then the latest to end. */
  function sessionsOf(input: ParsedInputOf<"terminal.search">, agents: ReadonlySet<IdentityPath> | undefined) {
    const all = [...deps.sessions()].filter(({ agent }) => agents?.has(agent) ?? true);
    const live = all.filter(({ endedAt }) => endedAt === undefined);
    if (input.liveOnly === true) return live;
    const ended = all.filter(({ endedAt }) => endedAt !== undefined);
    ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
    return [...live, ...ended.slice(0, MAX_ENDED)];
  }

  async function* run(
    input: ParsedInputOf<"terminal.search">,
    sessions: readonly Session[],
    signal: AbortSignal,
  ): AsyncGenerator<CursoredEvent<SearchEvent>> {
    const { query, limit, context } = input;
    let searched = 0;
    let matches = 0;
    let looked = 0;
    const search = async (session: Session) => ({
      session,
      answer: await deps.hosts.search(session.id, { query, limit, context }),
    });
    for await (const { session, answer } of asTheyEnd(sessions, search, signal)) {
      searched += 1;
      const { id, agent, endedAt } = session;
      const about = { agent, session: id, searched, of: sessions.length };
      if (answer.ok) {
        matches += answer.value.total;
        looked += 1;
        const ended = endedAt === undefined ? {} : { endedAt };
        yield event(searched, { kind: "session", ...about, ...ended, ...answer.value });
      } else if (answer.error.code !== "session-not-found") {
        const isOlder = answer.error.code === "unknown-verb";
        const reason = isOlder ? "Its host is of an older build, which cannot search." : answer.error.message;
        yield event(searched, { kind: "failed", ...about, reason });
      }
    }
    if (!signal.aborted) yield event(searched + 1, { kind: "done", sessions: looked, matches });
  }

  return {
    "terminal.search": (input, caller, _after, signal) => {
      const compiled = compileQuery(input.query);
      if (!compiled.ok) return compiled;
      const agents = input.agents === undefined ? ok(undefined) : wanted(input.agents, projectOf(caller.identity));
      return agents.ok ? ok(run(input, sessionsOf(input, agents.value), signal)) : agents;
    },
  };
}

const event = (cursor: number, value: SearchEvent): CursoredEvent<SearchEvent> => ({ cursor: `${cursor}`, value });

/** Does the work of all, AT_ONCE at a time, and tells each as it ends; begins no more once the signal is aborted. */
async function* asTheyEnd<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R> {
  const waiting = all.values();
  const underWay = new Set<Promise<{ readonly result: R; readonly self: () => void }>>();
  const begin = () => {
    const next = waiting.next();
    if (next.done === true || signal.aborted) return;
    const promise = work(next.value).then((result) => ({ result, self: () => underWay.delete(promise) }));
    underWay.add(promise);
  };
  for (let count = 0; count < AT_ONCE; count += 1) begin();
  while (underWay.size > 0) {
    const { result, self } = await Promise.race(underWay);
    self();
    begin();
    yield result;
  }
}
