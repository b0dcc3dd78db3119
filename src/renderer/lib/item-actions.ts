import { type IdentityPath, USER } from "../../shared/model/identity.ts";
import type { ActionParts, Remember } from "./action-parts.ts";
import { countOf, lastPart } from "./names.ts";
import type { PaneHost } from "./panes.ts";

/** What a user does to items. */
export interface ItemActions {
  /** `to` is an agent, a project, or nothing for each item's own project. */
  sling(items: readonly string[], to: string | undefined): Promise<void>;
  unsling(items: readonly string[]): void;
  /** Takes it for the user. */
  claim(item: string): Promise<void>;
  /** To an identity; null makes them nobody's. */
  assign(items: readonly string[], to: IdentityPath | null): Promise<void>;
  unlink(item: string, to: string, kind: string): Promise<void>;
  closeItems(items: readonly string[]): void;
  reopenItem(item: string): void;
  /** Asks first; undoes what landed for it, by that submission where there are several, by a submission of its own. */
  revertItem(item: string, submission?: string): void;
  /** Asks first; what was deleted can be brought back. */
  deleteItems(items: readonly string[]): void;
}

export function createItemActions({
  attempt,
  done,
  ui,
  panes,
  remember,
}: ActionParts & { readonly panes: PaneHost; readonly remember: Remember }): ItemActions {
  const remove = async (items: readonly string[], reason: string | undefined) => {
    const outcome = await attempt(`delete ${countOf(items)}`, "item.delete", {
      items: [...items],
      withChildren: true,
      ...(reason === undefined ? {} : { reason }),
    });
    if (!outcome.ok) return;
    ui.set({ selected: [] });
    const gone = outcome.value.items;
    done(`${countOf(gone)} deleted`, undefined, { label: "Undo", run: () => void restore(gone) });
  };
  const restore = async (items: readonly string[]) => {
    for (const item of items) {
      const outcome = await attempt(`bring ${item} back`, "item.restore", { item });
      if (!outcome.ok) return;
    }
    done(`${countOf(items)} brought back`);
  };
  return {
    async sling(items, to) {
      const what = countOf(items);
      const where = to === undefined ? "a worker" : lastPart(to);
      const outcome = await attempt(`sling ${what} to ${where}`, "work.sling", {
        items: [...items],
        ...(to === undefined ? {} : { to }),
      });
      if (!outcome.ok) return;
      ui.set({ selected: [] });
      const { assignments } = outcome.value;
      const undo = remember(async () => {
        const undone = await attempt(`take ${what} back`, "work.unsling", { items: [...items] });
        if (undone.ok) done(items.length === 1 ? `${what} is off its hook` : `${what} are off their hooks`);
      });
      const action = { label: "Undo", run: undo };
      const [first] = assignments;
      if (assignments.length === 1 && first !== undefined) {
        if (first.agent === undefined) done(`${what} waits for a worker`, first.waitsFor, action);
        else done(`${what} is on the hook of ${lastPart(first.agent)}`, first.waitsFor, action);
        return;
      }
      const waiting = assignments.filter((assignment) => assignment.agent === undefined).length;
      done(`${what} slung to ${where}`, waiting === 0 ? undefined : `${waiting} wait for their turn`, action);
    },
    unsling(items) {
      const what = countOf(items);
      const isOne = items.length === 1;
      ui.openDialog({
        kind: "confirm",
        title: `Take ${what} off ${isOne ? "its hook" : "their hooks"}?`,
        body: isOne
          ? "The agent stops working on it. A branch with work on it is kept."
          : "The agents stop working on them. Branches with work on them are kept.",
        deed: "Unsling",
        confirm: () =>
          void attempt(`unsling ${what}`, "work.unsling", { items: [...items] }).then((outcome) => {
            if (!outcome.ok) return;
            const branches = outcome.value.items.map(({ keptBranch }) => keptBranch).filter(Boolean);
            const detail = branches.length === 0 ? undefined : `The work is kept on ${branches.join(", ")}`;
            done(isOne ? `${what} is off its hook` : `${what} are off their hooks`, detail);
          }),
      });
    },
    async claim(item) {
      const outcome = await attempt(`claim ${item}`, "item.claim", { item });
      if (outcome.ok) done(`${item} is yours`);
    },
    async assign(items, to) {
      const whom = to === null ? "nobody" : lastPart(to);
      let given = 0;
      for (const item of items) {
        const outcome = await attempt(`give ${item} to ${whom}`, "item.update", {
          item,
          assignee: to,
          // What the user had begun stands open again for whoever comes next.
          ...(to === null ? { status: "open" } : {}),
        });
        if (!outcome.ok) break;
        given += 1;
      }
      if (given === 0) return;
      const what = countOf(items.slice(0, given));
      if (to === null) done(given === 1 ? `${what} is nobody's` : `${what} are nobody's`);
      else if (to === USER) done(`You have ${what}`);
      else done(`${whom} has ${what}`, "Sling it to let the agent begin.");
    },
    async unlink(item, to, kind) {
      const outcome = await attempt(`take the link to ${to} away`, "item.dep.remove", { item, to, kind });
      if (outcome.ok) done(kind === "blocks" ? `${item} no longer waits for ${to}` : `${item} and ${to} are unlinked`);
    },
    closeItems(items) {
      const what = countOf(items);
      ui.openDialog({
        kind: "reason",
        title: `Close ${what} without landing anything?`,
        body: `Items that wait for ${items.length === 1 ? "it" : "them"} become ready. It can be opened again.`,
        deed: items.length === 1 ? "Close item" : "Close items",
        asksOutcome: true,
        confirm: (reason, outcome) =>
          void attempt(`close ${what}`, "item.close", {
            items: [...items],
            ...(reason === undefined ? {} : { reason }),
            ...(outcome === undefined ? {} : { outcome }),
          }).then((closed) => {
            if (!closed.ok) return;
            ui.set({ selected: [] });
            done(items.length === 1 ? `${what} is closed` : `${what} are closed`);
          }),
      });
    },
    deleteItems(items) {
      const what = countOf(items);
      ui.openDialog({
        kind: "reason",
        title: `Delete ${what}?`,
        body: `${items.length === 1 ? "It leaves" : "They leave"} every list, children too, and nothing waits for ${items.length === 1 ? "it" : "them"} any more. It can be brought back.`,
        deed: items.length === 1 ? "Delete item" : "Delete items",
        confirm: (reason) => void remove(items, reason),
      });
    },
    revertItem(item, submission) {
      ui.openDialog({
        kind: "reason",
        title: `Revert what landed for ${item}?`,
        body: "A new item and a new submission undo it: gated and landed like any other, and nothing is taken out of the history.",
        deed: "Revert",
        also: { label: `Open ${item} again`, hint: "Once the undoing has landed." },
        confirm: (reason, _outcome, reopens) =>
          void attempt(`revert ${item}`, "mq.revert", {
            item,
            ...(submission === undefined ? {} : { submission }),
            ...(reason === undefined ? {} : { reason }),
            ...(reopens ? { reopen: true } : {}),
          }).then((outcome) => {
            if (!outcome.ok) return;
            const { id } = outcome.value.submission;
            done(`${outcome.value.item} undoes ${item}`, "It waits in the merge queue.", {
              label: "Show",
              run: () => {
                ui.set({ queueShown: { kind: "submission", id } });
                panes.open({ kind: "queue" });
              },
            });
          }),
      });
    },
    reopenItem(item) {
      ui.openDialog({
        kind: "reason",
        title: `Open ${item} again?`,
        body: "Items that depended on it wait for it once more.",
        deed: "Reopen item",
        confirm: (reason) =>
          void attempt(`reopen ${item}`, "item.reopen", { item, ...(reason === undefined ? {} : { reason }) }).then(
            (outcome) => {
              if (outcome.ok) done(`${item} is open again`);
            },
          ),
      });
    },
  };
}
