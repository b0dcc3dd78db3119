import type { ANSWER_KEYS } from "../../../shared/contract/attention.ts";
import type { ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { SessionState } from "../../../shared/model/session-signal.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SessionDeps } from "./ports.ts";

export interface AnswerDeps extends Pick<SessionDeps, "hosts" | "runtimes"> {
  findLive(
    ref: string,
    caller: IdentityPath,
  ): Result<Session, Failure<"agent-not-found" | "agent-ambiguous" | "not-running">>;
  statusOf(session: string): SessionStatus | undefined;
}

/** States in which a session waits for somebody; `unknown` too, since then only a person can tell what its screen asks. */
const ASKING: ReadonlySet<SessionState> = new Set([
  "waiting-for-permission",
  "waiting-for-input",
  "context-nearly-full",
  "unknown",
  "stalled",
]);

const BYTES: Readonly<Record<(typeof ANSWER_KEYS)[number], string>> = {
  enter: "\r",
  escape: "\u001b",
  up: "\u001b[A",
  down: "\u001b[B",
  tab: "\t",
  space: " ",
};

/** The user answers what an agent asks on its screen, without opening its terminal. */
export function answerHandlers({ hosts, runtimes, findLive, statusOf }: AnswerDeps): SomeHandlers<"agent.answer"> {
  async function type(session: Session, answer: ParsedInputOf<"agent.answer">["answer"]): Promise<Result<unknown>> {
    if ("key" in answer) return hosts.keys(session.id, BYTES[answer.key]);
    if ("character" in answer) return hosts.keys(session.id, answer.character);
    const submitDelayMs = runtimes.get(session.runtime)?.submitDelayMs;
    const isTyped = await hosts.paste(session.id, answer.line, submitDelayMs);
    return isTyped ? ok() : fail("host-lost", "its host takes no input");
  }

  return {
    "agent.answer": async (input, caller) => {
      const found = findLive(input.agent, caller.identity);
      if (!found.ok) return found;
      const { agent, id } = found.value;
      const status = statusOf(id);
      const isAsked = status !== undefined && ASKING.has(status.state);
      if (!isAsked || (input.since !== undefined && input.since !== status.since)) {
        return fail("nothing-asked", `${agent} does not wait for that answer any more.`, {
          remedy: `See what it does with \`drover agent peek ${agent}\`.`,
        });
      }
      const typed = await type(found.value, input.answer);
      if (typed.ok) return ok({ answered: true as const });
      return fail("host-lost", `The answer did not reach ${agent}: ${typed.error.message}`, typed.error);
    },
  };
}
