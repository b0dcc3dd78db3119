import type { ContractClient } from "../../shared/contract/client.ts";
import type { FailureOf, InputOf, OutputOf, RequestName } from "../../shared/contract/contract.ts";
import type { Result } from "../../shared/model/result.ts";
import { lastPart } from "./names.ts";
import type { PaneHost } from "./panes.ts";
import type { Toasts } from "./toasts.ts";
import type { UiStore } from "./ui-state.ts";

/** What a user does to work and agents, the same from board, tree, palette, keys and drops: call, then say how it went. */
export interface Actions {
  /** Calls a verb for the user; a failure is shown. `tried` completes "Could not …". */
  attempt<N extends RequestName>(tried: string, verb: N, input: InputOf<N>): Promise<Result<OutputOf<N>, FailureOf<N>>>;
  /** `to` is an agent, a project, or nothing for each item's own project. */
  sling(items: readonly string[], to: string | undefined): Promise<void>;
  unsling(item: string): void;
  closeItem(item: string): void;
  reopenItem(item: string): Promise<void>;
  startAgent(agent: string): Promise<void>;
  stopAgent(agent: string): void;
  restartAgent(agent: string): void;
  nudge(agent: string, text: string | undefined): Promise<void>;
  setConvoyRunning(convoy: { readonly id: string; readonly title: string }, running: boolean): Promise<void>;
  setQueuePaused(project: string, paused: boolean): Promise<void>;
  retrySubmission(submission: string): Promise<void>;
  startDemo(): Promise<boolean>;
}

export interface ActionDeps {
  readonly client: ContractClient;
  readonly toasts: Toasts;
  readonly ui: UiStore;
  readonly panes: PaneHost;
}

export function createActions({ client, toasts, ui, panes }: ActionDeps): Actions {
  const done = (text: string, detail?: string) => {
    toasts.say(text, { tone: "good", ...(detail === undefined ? {} : { detail }) });
    ui.announce(detail === undefined ? text : `${text}. ${detail}`);
  };

  const attempt: Actions["attempt"] = async (tried, verb, input) => {
    const outcome = await client.call(verb, input);
    if (!outcome.ok && outcome.error.code !== "cancelled") {
      toasts.fail(tried, outcome.error);
      ui.announce(`Could not ${tried}. ${outcome.error.message}`);
    }
    return outcome;
  };

  return {
    attempt,
    async sling(items, to) {
      const what = items.length === 1 ? (items[0] ?? "") : `${items.length} items`;
      const where = to === undefined ? "a worker" : lastPart(to);
      const outcome = await attempt(`sling ${what} to ${where}`, "work.sling", {
        items: [...items],
        ...(to === undefined ? {} : { to }),
      });
      if (!outcome.ok) return;
      const { assignments } = outcome.value;
      const [first] = assignments;
      if (assignments.length === 1 && first !== undefined) {
        if (first.agent === undefined) done(`${what} waits for a worker`, first.waitsFor);
        else done(`${what} is on the hook of ${lastPart(first.agent)}`, first.waitsFor);
        return;
      }
      const waiting = assignments.filter((assignment) => assignment.agent === undefined).length;
      done(`${what} slung to ${where}`, waiting === 0 ? undefined : `${waiting} wait for their turn`);
    },
    unsling(item) {
      ui.openDialog({
        kind: "confirm",
        title: `Take ${item} off its hook?`,
        body: "The agent stops working on it. A branch with work on it is kept.",
        deed: "Unsling",
        confirm: () =>
          void attempt(`unsling ${item}`, "work.unsling", { items: [item] }).then((outcome) => {
            if (!outcome.ok) return;
            const branch = outcome.value.items[0]?.keptBranch;
            done(`${item} is off its hook`, branch === undefined ? undefined : `Its work is kept on ${branch}`);
          }),
      });
    },
    closeItem(item) {
      ui.openDialog({
        kind: "confirm",
        title: `Close ${item} without landing anything?`,
        body: "Items that wait for it become ready. It can be opened again.",
        deed: "Close item",
        confirm: () =>
          void attempt(`close ${item}`, "item.close", { items: [item] }).then((outcome) => {
            if (outcome.ok) done(`${item} is closed`);
          }),
      });
    },
    async reopenItem(item) {
      const outcome = await attempt(`reopen ${item}`, "item.reopen", { item });
      if (outcome.ok) done(`${item} is open again`);
    },
    async startAgent(agent) {
      const outcome = await attempt(`start ${lastPart(agent)}`, "agent.start", { agent });
      if (outcome.ok) panes.open({ kind: "terminal", agent: outcome.value.path });
    },
    stopAgent(agent) {
      ui.openDialog({
        kind: "confirm",
        title: `Stop ${lastPart(agent)}?`,
        body: "Its session ends. Its worktree and hook stay as they are, and it is not restarted until you start it.",
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
    async nudge(agent, text) {
      const outcome = await attempt(`nudge ${lastPart(agent)}`, "agent.nudge", {
        agent,
        ...(text === undefined ? {} : { text }),
      });
      if (!outcome.ok) return;
      if (outcome.value.delivered) done(`${lastPart(agent)} was nudged`);
      else done(`The nudge for ${lastPart(agent)} waits`, outcome.value.reason);
    },
    async setConvoyRunning(convoy, running) {
      const outcome = running
        ? await attempt(`start ${convoy.title}`, "convoy.start", { convoy: convoy.id })
        : await attempt(`pause ${convoy.title}`, "convoy.pause", { convoy: convoy.id });
      if (outcome.ok) done(running ? `${convoy.title} is under way` : `${convoy.title} is paused`);
    },
    async setQueuePaused(project, paused) {
      const outcome = paused
        ? await attempt(`pause the merge queue of ${project}`, "mq.pause", { project })
        : await attempt(`resume the merge queue of ${project}`, "mq.resume", { project });
      if (outcome.ok) done(paused ? `Nothing lands in ${project} until you resume` : `${project} lands again`);
    },
    async retrySubmission(submission) {
      const outcome = await attempt(`put ${submission} in the queue again`, "mq.retry", { submission });
      if (outcome.ok) done(`${submission} is in the queue again`);
    },
    async startDemo() {
      const outcome = await attempt("start the demo", "demo.start", {});
      if (!outcome.ok) return false;
      ui.announce("The demo is under way");
      panes.open({ kind: "board" });
      return true;
    },
  };
}
