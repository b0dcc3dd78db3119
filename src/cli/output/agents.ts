import type { AgentView } from "../../shared/model/agent.ts";
import { howItExited } from "../../shared/model/exit-words.ts";
import { type Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { STATE_TONES, evidenceOf, signalTable, signalsTitle, statusFields } from "./session-states.ts";
import type { Style, Tone } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago } from "./time.ts";
import { secondWorktreeField } from "./worktrees.ts";

/** What an agent does, in a word or two; `idle` where it has no session and needs none. */
export function stateOf(agent: AgentView): { readonly text: string; readonly tone: Tone | undefined } {
  if (agent.parked !== undefined) return { text: "parked", tone: "red" };
  if (agent.decommissionedAt !== undefined) return { text: "decommissioned", tone: "dim" };
  if (agent.status !== undefined) return { text: agent.status.state, tone: STATE_TONES[agent.status.state] };
  if (agent.session !== undefined && agent.session.endedAt === undefined) return { text: "unknown", tone: "yellow" };
  return { text: "idle", tone: "dim" };
}

export function agentTable(agents: readonly AgentView[], face: Face): string {
  if (agents.length === 0) return "No agents.\n";
  return renderTable(
    agents,
    [
      { title: "AGENT", text: (agent) => agent.path, tone: () => "cyan" },
      { title: "STATE", text: (agent) => stateOf(agent).text, tone: (agent) => stateOf(agent).tone },
      {
        title: "FROM",
        text: (agent) => (agent.status === undefined ? "" : evidenceOf(agent.status)),
        tone: () => "dim",
      },
      { title: "ITEM", text: (agent) => agent.hook?.item ?? "", tone: () => "cyan" },
      { title: "TITLE", text: (agent) => agent.itemTitle ?? "", flexible: true },
      { title: "RUNTIME", text: (agent) => agent.runtime, tone: () => "dim" },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

export function agentCard(agent: AgentView, style: Style): string {
  const state = stateOf(agent);
  const { hook, session, status } = agent;
  return (
    `${style("cyan", agent.path)}  ${style(state.tone, state.text)}\n` +
    renderFields(
      [
        ...(status === undefined ? [] : statusFields(status)),
        ["progress", status?.progress && `${neutralise(status.progress.text)} (${ago(status.progress.at)})`],
        ["taken over", session?.endedAt === undefined ? handsOf(session?.takenOver, style) : undefined],
        ["parked", agent.parked === undefined ? undefined : style("red", neutralise(agent.parked))],
        ["role", agent.role],
        ["runtime", agent.model === undefined ? agent.runtime : `${agent.runtime}, ${agent.model}`],
        ["good at", agent.specialities.join(", ")],
        ["item", hook?.item && `${style("cyan", hook.item)}  ${neutralise(agent.itemTitle ?? "")}`],
        ["hook", hook && `${hook.state}, attempt ${hook.attempt}`],
        ["next", hook?.queue.join(" ")],
        ["branch", hook?.branch],
        ["worktree", hook?.worktree && neutralise(hook.worktree)],
        ...(hook?.also ?? []).map(secondWorktreeField),
        ["sent back", hook?.sentBack === undefined ? undefined : style("yellow", neutralise(hook.sentBack))],
        ["session", session && `${session.id}${placeOf(session)}, started ${ago(session.startedAt)}${endOf(session)}`],
        ["title", status?.title === undefined ? undefined : neutralise(status.title)],
      ],
      style,
    )
  );
}

/** The card, and under it what each source says of its session: for whoever asks why. */
export function agentStatusCard(agent: AgentView, face: Face): string {
  const card = agentCard(agent, face.style);
  const { status } = agent;
  if (status === undefined || status.signals.length === 0) return card;
  return `${card}${signalsTitle(face.style)}\n${signalTable(status.signals, face)}`;
}

type SessionView = NonNullable<AgentView["session"]>;

/** Who has the terminal to themselves; nothing while it is in Drover's hands. */
function handsOf(taken: SessionView["takenOver"], style: Style): string | undefined {
  if (taken === undefined) return undefined;
  const why = taken.reason === undefined ? "" : `: ${neutralise(taken.reason)}`;
  return style("yellow", `by ${taken.by}, ${ago(taken.at)}${why}`);
}

/** A session has no host before it was placed in one. */
function placeOf({ host }: SessionView): string {
  return host === "" ? "" : ` on ${host}`;
}

function endOf(session: SessionView): string {
  if (session.endedAt === undefined) return "";
  const how = session.exitCode === undefined ? "" : ` ${howItExited(session.exitCode)}`;
  return `, ${session.endReason ?? "ended"} ${ago(session.endedAt)}${how}`;
}
