import { type UiStore, withSelected } from "../../lib/ui-state.ts";

/** Hands commands what they act on: what has the focus when they run. Without it they do nothing. */
export function commandTargets(ui: UiStore) {
  const ofItem = (act: (item: string) => void) => () => {
    const item = ui.store.getState().focusedItem;
    if (item !== undefined) act(item);
  };
  return {
    ofItem,
    /** The item that has the focus, with all others that are picked out if it is among them. */
    ofItems: (act: (items: readonly string[]) => void) =>
      ofItem((item) => {
        act(withSelected(item, ui.store.getState()));
      }),
    ofAgent: (act: (agent: string) => void) => () => {
      const agent = ui.store.getState().focusedAgent;
      if (agent !== undefined) act(agent);
    },
  };
}
