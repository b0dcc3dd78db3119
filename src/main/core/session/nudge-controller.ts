import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { hasArrived } from "../../../shared/model/nudge-words.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { NudgeStore } from "./nudge-store.ts";
import type { Nudges } from "./nudge.ts";
import type { SessionDeps } from "./ports.ts";

export type NudgeHandlers = SomeHandlers<"agent.nudge" | "agent.broadcast" | "nudge.list" | "nudge.show">;

export interface NudgeControllerDeps {
  readonly agents: SessionDeps["agents"];
  readonly nudges: Nudges;
  readonly store: NudgeStore;
  liveOf(agent: IdentityPath): Session | undefined;
}

const DEFAULT_NUDGE = "Please go on with the work on your hook: `drover hook` shows it.";
/** Time for a first try: to be typed, or to say why it is not. */
const FIRST_TRY_MS = 12_000;
/** Time the first of a broadcast has to act on it. */
const CANARY_MS = 120_000;
const DEFAULT_LIMIT = 100;
/** So many may wait for one agent; who sends more than that is not being heard. */
const MAX_OPEN = 20;

type FindFailure = Failure<"agent-not-found" | "agent-ambiguous">;

export function nudgeHandlers({ agents, nudges, store, liveOf }: NudgeControllerDeps): NudgeHandlers {
  function isCrowded(agent: IdentityPath): Result<void, Failure<"too-busy">> {
    if (store.openOf(agent).length < MAX_OPEN) return ok();
    return fail("too-busy", `${MAX_OPEN} nudges wait for ${agent} already.`, {
      remedy: `\`drover nudge list --agent ${agent}\` shows what they wait for.`,
    });
  }

  const expiry = (seconds: number | undefined) => (seconds === undefined ? {} : { expiresMs: seconds * 1000 });

  /** Those that a broadcast means, in order: the named ones, or all that could be. */
  function meant(
    refs: readonly string[] | undefined,
    project: string | undefined,
    caller: IdentityPath,
  ): Result<readonly Agent[], FindFailure> {
    if (refs === undefined) {
      const fits = (agent: Agent) => project === undefined || agent.project === project;
      return ok(agents.list().filter((agent) => fits(agent) && liveOf(agent.path) !== undefined));
    }
    const found = new Map<IdentityPath, Agent>();
    for (const ref of refs) {
      const agent = agents.resolve(ref, project ?? projectOf(caller));
      if (!agent.ok) return agent;
      found.set(agent.value.path, agent.value);
    }
    return ok([...found.values()]);
  }

  return {
    "agent.nudge": async (input, caller) => {
      await store.load();
      const agent = agents.resolve(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const { path } = agent.value;
      if (liveOf(path) === undefined) {
        return fail("not-running", `${path} has no session running.`, {
          remedy: `Start one with \`drover agent start ${path}\`, or leave it mail.`,
        });
      }
      const room = isCrowded(path);
      if (!room.ok) return room;
      const { id } = await nudges.queue({
        agent: path,
        from: caller.identity,
        text: input.text ?? DEFAULT_NUDGE,
        kind: "message",
        ...expiry(input.expires),
      });
      const tried = await nudges.until(id, hasBeenTried, FIRST_TRY_MS);
      const wait = (input.wait ?? 0) * 1000;
      const nudge = wait > 0 ? await nudges.until(id, ({ settledAt }) => settledAt !== undefined, wait) : tried;
      const { reason } = nudge;
      return ok({ nudge, delivered: hasArrived(nudge), ...(reason === undefined ? {} : { reason }) });
    },
    "agent.broadcast": async (input, caller) => {
      await store.load();
      const found = meant(input.agents, input.project, caller.identity);
      if (!found.ok) return found;
      const here = found.value.filter(({ path }) => liveOf(path) !== undefined && path !== caller.identity);
      const notRunning = found.value.filter(({ path }) => liveOf(path) === undefined).map(({ path }) => path);
      if (here.length === 0) {
        return fail("nobody-to-tell", "None of them has a session running.", {
          remedy: "`drover agent list` shows which agents have one.",
        });
      }
      if (input.dryRun === true) return ok({ recipients: here.map(({ path }) => ({ agent: path })), notRunning });
      const tell = async ({ path }: Agent) => {
        const order = { agent: path, from: caller.identity, text: input.text, kind: "message" as const };
        return nudges.queue({ ...order, ...expiry(input.expires) });
      };
      const [first, ...others] = here;
      if (input.canary === true && first !== undefined) {
        const sent = await tell(first);
        const wait = input.wait === undefined || input.wait === 0 ? CANARY_MS : input.wait * 1000;
        const canary = await nudges.until(sent.id, ({ settledAt }) => settledAt !== undefined, wait);
        if (!isGoodSign(canary)) {
          const stopped = `${first.path} was told first, and did not act on it: ${canary.reason ?? canary.state}.`;
          const untold = others.map(({ path }) => ({ agent: path }));
          return ok({ recipients: [{ agent: first.path, nudge: canary }, ...untold], notRunning, stopped });
        }
        const told = await Promise.all(others.map(tell));
        return ok({ recipients: [canary, ...told].map((nudge) => ({ agent: nudge.agent, nudge })), notRunning });
      }
      const told = await Promise.all(here.map(tell));
      const latest = await Promise.all(told.map(({ id }) => nudges.until(id, hasBeenTried, FIRST_TRY_MS)));
      return ok({ recipients: latest.map((nudge) => ({ agent: nudge.agent, nudge })), notRunning });
    },
    "nudge.list": async (input, caller) => {
      await store.load();
      const agent = input.agent === undefined ? undefined : agents.resolve(input.agent, projectOf(caller.identity));
      if (agent?.ok === false) return agent;
      const fits = (nudge: Nudge) =>
        (agent === undefined || nudge.agent === agent.value.path) &&
        (input.states?.includes(nudge.state) ?? true) &&
        (input.open !== true || nudge.settledAt === undefined);
      return ok({
        nudges: store
          .all()
          .filter(fits)
          .toReversed()
          .slice(0, input.limit ?? DEFAULT_LIMIT),
      });
    },
    "nudge.show": async (input) => {
      await store.load();
      const nudge = store.get(input.nudge);
      if (nudge !== undefined) return ok(nudge);
      return fail("nudge-not-found", `There is no nudge ${input.nudge}, or it was forgotten.`, {
        remedy: "`drover nudge list` shows those that are kept.",
      });
    },
  };
}

/** It has left the queue, or it is known what it waits for. */
export function hasBeenTried({ state, reason }: Nudge): boolean {
  return state !== "queued" || reason !== undefined;
}

/** The first one has acted on it, or has it for certain where its runtime can tell no more. */
function isGoodSign({ state, settledAt }: Nudge): boolean {
  return state === "acted" || state === "seen" || (state === "delivered" && settledAt !== undefined);
}
