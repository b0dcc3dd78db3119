import type { ActionParts, Remember } from "./action-parts.ts";
import { countOf } from "./names.ts";

/** A convoy as far as messages need it. */
export interface NamedConvoy {
  readonly id: string;
  readonly title: string;
}

/** What a user does to convoys. */
export interface ConvoyActions {
  setConvoyRunning(convoy: NamedConvoy, running: boolean): Promise<void>;
  addToConvoy(convoy: NamedConvoy, items: readonly string[]): Promise<boolean>;
  removeFromConvoy(convoy: NamedConvoy, items: readonly string[]): Promise<boolean>;
  closeConvoy(convoy: NamedConvoy): void;
}

export function createConvoyActions({
  attempt,
  done,
  ui,
  remember,
}: ActionParts & { readonly remember: Remember }): ConvoyActions {
  return {
    async setConvoyRunning(convoy, running) {
      const outcome = running
        ? await attempt(`start ${convoy.title}`, "convoy.start", { convoy: convoy.id })
        : await attempt(`pause ${convoy.title}`, "convoy.pause", { convoy: convoy.id });
      if (outcome.ok) done(running ? `${convoy.title} is under way` : `${convoy.title} is paused`);
    },
    async addToConvoy(convoy, items) {
      const what = countOf(items);
      const outcome = await attempt(`add ${what} to ${convoy.title}`, "convoy.add", {
        convoy: convoy.id,
        items: [...items],
      });
      if (outcome.ok) {
        ui.set({ selected: [] });
        const undo = remember(async () => {
          const undone = await attempt(`take ${what} out of ${convoy.title}`, "convoy.remove", {
            convoy: convoy.id,
            items: [...items],
          });
          if (undone.ok) done(`${what} taken out of ${convoy.title} again`);
        });
        done(`${what} added to ${convoy.title}`, undefined, { label: "Undo", run: undo });
      }
      return outcome.ok;
    },
    async removeFromConvoy(convoy, items) {
      const what = countOf(items);
      const outcome = await attempt(`take ${what} out of ${convoy.title}`, "convoy.remove", {
        convoy: convoy.id,
        items: [...items],
      });
      if (outcome.ok) done(`${what} taken out of ${convoy.title}`);
      return outcome.ok;
    },
    closeConvoy(convoy) {
      ui.openDialog({
        kind: "confirm",
        title: `Close ${convoy.title}?`,
        body: "No more of its items are put on agents. The items themselves stay as they are, and adding one opens it again.",
        deed: "Close convoy",
        confirm: () =>
          void attempt(`close ${convoy.title}`, "convoy.close", { convoy: convoy.id }).then((outcome) => {
            if (outcome.ok) done(`${convoy.title} is closed`);
          }),
      });
    },
  };
}
