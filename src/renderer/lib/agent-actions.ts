import type { Nudge } from "../../shared/model/nudge.ts";
import type { Salvage } from "../../shared/model/salvage.ts";
import type { ActionParts } from "./action-parts.ts";
import { lastPart } from "./names.ts";
import { receiptLabel } from "./nudges/receipt-words.ts";
import type { PaneHost } from "./panes.ts";

/** What a user does to agents and to what was saved of their work. */
export interface AgentActions {
  startAgent(agent: string): Promise<void>;
  stopAgent(agent: string): void;
  restartAgent(agent: string): void;
  pauseAgent(agent: string): Promise<void>;
  resumeAgent(agent: string): Promise<void>;
  interruptAgent(agent: string): void;
  /** From then on the orchestrator types nothing into its terminal, which is shown. */
  takeOver(agent: string): Promise<void>;
  handBack(agent: string, note: string | undefined): Promise<void>;
  nudge(agent: string, text: string | undefined): Promise<void>;
  handOff(agent: string, note: string | undefined): Promise<void>;
  /** From its next session on. */
  setRuntime(agent: string, runtime: string): Promise<void>;
  /** Saves all that is in its worktree; it goes on working. */
  checkpoint(agent: string): Promise<void>;
  dropSalvage(salvage: Salvage): void;
}

export function createAgentActions({
  attempt,
  done,
  ui,
  panes,
}: ActionParts & { readonly panes: PaneHost }): AgentActions {
  const showAgent = (agent: string) => ({
    label: "Show",
    run: () => {
      panes.open({ kind: "agent", agent });
    },
  });

  return {
    async startAgent(agent) {
      const outcome = await attempt(`start ${lastPart(agent)}`, "agent.start", { agent });
      if (outcome.ok) panes.open({ kind: "terminal", agent: outcome.value.path });
    },
    stopAgent(agent) {
      ui.openDialog({
        kind: "confirm",
        title: `Stop ${lastPart(agent)}?`,
        body:
          "It is asked to leave, and its processes are ended if it does not. Its worktree and hook stay as they are, " +
          "and it is not restarted until you start it.",
        deed: "Stop agent",
        isDestructive: true,
        confirm: () =>
          void attempt(`stop ${lastPart(agent)}`, "agent.stop", { agent }).then((outcome) => {
            if (outcome.ok) done(`${lastPart(agent)} is stopped`);
          }),
      });
    },
    restartAgent(agent) {
      ui.openDialog({
        kind: "confirm",
        title: `Restart ${lastPart(agent)}?`,
        body: "Its session is replaced by a fresh one, which goes on with what is on its hook.",
        deed: "Restart agent",
        confirm: () =>
          void attempt(`restart ${lastPart(agent)}`, "agent.restart", { agent }).then((outcome) => {
            if (outcome.ok) done(`${lastPart(agent)} starts afresh`);
          }),
      });
    },
    async pauseAgent(agent) {
      const outcome = await attempt(`pause ${lastPart(agent)}`, "agent.pause", { agent });
      if (outcome.ok) done(`${lastPart(agent)} is paused`, "All its processes stand still until you resume it.");
    },
    async resumeAgent(agent) {
      const outcome = await attempt(`resume ${lastPart(agent)}`, "agent.resume", { agent });
      if (outcome.ok) done(`${lastPart(agent)} goes on`);
    },
    interruptAgent(agent) {
      ui.openDialog({
        kind: "confirm",
        title: `Interrupt ${lastPart(agent)}?`,
        body: "It stops what it is doing now, by its own key. Its session goes on, and waits for what it is told next.",
        deed: "Interrupt",
        confirm: () =>
          void attempt(`interrupt ${lastPart(agent)}`, "agent.interrupt", { agent }).then((outcome) => {
            if (!outcome.ok) return;
            if (outcome.value.interrupted) done(`${lastPart(agent)} has stopped what it did`);
            else done(`${lastPart(agent)} was told to stop`, outcome.value.reason);
          }),
      });
    },
    async takeOver(agent) {
      const outcome = await attempt(`take over ${lastPart(agent)}`, "agent.takeover", { agent });
      if (!outcome.ok) return;
      panes.open({ kind: "terminal", agent: outcome.value.path });
      ui.announce(`You have the keyboard of ${lastPart(agent)}`);
    },
    async handBack(agent, note) {
      const outcome = await attempt(`hand ${lastPart(agent)} back`, "agent.handback", {
        agent,
        ...(note === undefined ? {} : { note }),
      });
      if (outcome.ok) done(`Drover has ${lastPart(agent)} again`);
    },
    async nudge(agent, text) {
      const outcome = await attempt(`nudge ${lastPart(agent)}`, "agent.nudge", {
        agent,
        ...(text === undefined ? {} : { text }),
      });
      if (outcome.ok) done(nudgeText(outcome.value.nudge), outcome.value.reason, showAgent(agent));
    },
    async handOff(agent, note) {
      const outcome = await attempt(`hand ${lastPart(agent)} off`, "hook.handoff", {
        agent,
        ...(note === undefined ? {} : { note }),
      });
      if (!outcome.ok) return;
      const next = "Its work is saved, and a fresh session goes on with it.";
      done(`${lastPart(agent)} is handed off`, next, showAgent(agent));
    },
    async setRuntime(agent, runtime) {
      const outcome = await attempt(`give ${lastPart(agent)} another agent CLI`, "agent.edit", { agent, runtime });
      if (outcome.ok) done(`${lastPart(agent)} runs ${runtime}`, "From its next session on.", showAgent(agent));
    },
    async checkpoint(agent) {
      const outcome = await attempt(`save what ${lastPart(agent)} has`, "hook.checkpoint", { agent });
      if (!outcome.ok) return;
      const { salvage } = outcome.value;
      if (salvage === undefined) {
        done(`Nothing new to save of ${lastPart(agent)}`, "All of it is committed and kept already.");
        return;
      }
      done(`What ${lastPart(agent)} has is saved`, "Its work goes on.", {
        label: "Show",
        run: () => {
          ui.set({ shownSalvage: salvage });
          panes.open({ kind: "salvage" });
        },
      });
    },
    dropSalvage(salvage) {
      ui.openDialog({
        kind: "confirm",
        title: "Give this salvage up?",
        body:
          `What was saved of ${lastPart(salvage.agent)} cannot be brought back afterwards. ` +
          "Drover itself never gives up anything.",
        deed: "Give it up for good",
        isDestructive: true,
        confirm: () =>
          void attempt("give the salvage up", "salvage.drop", { salvages: [salvage.id] }).then((outcome) => {
            if (outcome.ok) done("The salvage is gone");
          }),
      });
    },
  };
}

function nudgeText({ agent, state }: Nudge): string {
  const name = lastPart(agent);
  return state === "queued" ? `The nudge for ${name} waits` : `Nudge for ${name}: ${receiptLabel[state].toLowerCase()}`;
}
