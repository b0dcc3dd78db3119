import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import type { AttentionKind } from "../../../shared/model/attention.ts";
import { shortName } from "../../../shared/model/identity.ts";
import { AT_PROMPT_MS, type AttentionFacts, UNKNOWN_MS } from "./facts.ts";
import { type Draft, withHeldUp } from "./draft.ts";

/** Agents that ask, stand at their prompt with work, tell nothing, or were taken out of work. Pure. */
export function agentEntries(facts: AttentionFacts): readonly Draft[] {
  return facts.agents.flatMap((agent) => {
    const reason = parked(agent) ?? askingOf(agent, facts.now);
    if (reason === undefined) return [];
    const { hook, status } = agent;
    const item = hook?.state === "archived" || hook?.state === "completed" ? undefined : hook?.item;
    return [
      withHeldUp(
        {
          id: `agent:${agent.path}`,
          agent: agent.path,
          about: { kind: "agent", id: agent.path },
          evidence: evidenceOf(status),
          ...(agent.project === undefined ? {} : { project: agent.project }),
          ...(item === undefined ? {} : { item, ...titled(item, facts) }),
          ...reason,
        },
        { items: [...(item === undefined ? [] : [item]), ...(hook?.queue ?? [])], submissions: 0 },
        facts,
      ),
    ];
  });
}

interface Reason {
  readonly kind: AttentionKind;
  readonly title: string;
  readonly why: string;
  readonly since: number;
  readonly mark: string;
  readonly remedy?: string;
}

function parked({ path, parked: reason, createdAt, session }: AgentView): Reason | undefined {
  if (reason === undefined) return undefined;
  return {
    kind: "parked",
    title: `${shortName(path)} was taken out of work`,
    why: reason,
    since: session?.endedAt ?? session?.startedAt ?? createdAt,
    mark: `parked ${reason}`,
    remedy: "Look at its last session, then start it again.",
  };
}

function askingOf(agent: AgentView, now: number): Reason | undefined {
  const { path, status, session, hook } = agent;
  if (status === undefined || session === undefined || session.endedAt !== undefined) return undefined;
  if (session.takenOver !== undefined) return undefined;
  const name = shortName(path);
  const { state, since, evidence } = status;
  const mark = `${state} ${session.id} ${since}`;
  const hasWork = hook?.state === "active" && hook.item !== undefined;
  if (state === "waiting-for-permission") {
    return { kind: "permission", title: `${name} asks for permission`, why: evidence, since, mark };
  }
  if (state === "waiting-for-input" && hasWork && now - since >= AT_PROMPT_MS) {
    return {
      kind: "input",
      title: `${name} waits for a word from you`,
      why: `It stands at its prompt and has not handed in ${hook.item}. Known by: ${evidence}.`,
      since,
      mark,
    };
  }
  if (state === "unknown" && hasWork && now - since >= UNKNOWN_MS) {
    return {
      kind: "unknown",
      title: `Nothing tells what ${name} does`,
      why: status.contradiction ?? `The last that was heard of it: ${evidence}.`,
      since,
      mark: `unknown ${session.id}`,
    };
  }
  return undefined;
}

/** When the next of these agents comes on the list though nothing happens; undefined: none does. Pure. */
export function nextAgentTime({ agents, now }: Pick<AttentionFacts, "agents" | "now">): number | undefined {
  const times = agents.flatMap(({ status }) => {
    if (status?.state === "waiting-for-input") return [status.since + AT_PROMPT_MS];
    return status?.state === "unknown" ? [status.since + UNKNOWN_MS] : [];
  });
  const ahead = times.filter((time) => time > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

function evidenceOf(status: SessionStatus | undefined): readonly string[] {
  if (status === undefined) return [];
  const told = status.signals.flatMap(({ holds, detail, source }) =>
    holds && detail !== undefined && detail !== status.evidence ? [`${source}: ${detail}`] : [],
  );
  return [...told, ...(status.progress === undefined ? [] : [`it said: ${status.progress.text}`])];
}

function titled(item: string, facts: AttentionFacts) {
  const itemTitle = facts.titleOf(item);
  return itemTitle === undefined ? {} : { itemTitle };
}
