import { type UiStore, withSelected } from "../../lib/ui-state.ts";
import type { CommandHandler } from "./command-handlers.ts";

/** Hands commands what they act on. Without it, which the runner sees to, they do nothing. */
export function onTarget(act: (target: string) => void): CommandHandler {
  return (target) => {
    if (target !== undefined) act(target);
  };
}

export function commandTargets(ui: UiStore) {
  return {
    ofItem: onTarget,
    /** The item, with all others that are picked out if it is among them. */
    ofItems: (act: (items: readonly string[]) => void) =>
      onTarget((item) => {
        act(withSelected(item, ui.store.getState()));
      }),
    ofAgent: onTarget,
  };
}
