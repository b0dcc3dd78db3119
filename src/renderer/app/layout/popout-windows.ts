import { showHidden } from "../../../shared/hidden-text.ts";
import type { DockviewApi, PopoutWindowFailure } from "dockview-react";
import type { Services } from "../../lib/services.tsx";
import { pageClock } from "../../lib/clock.ts";
import { listenToKeys } from "../commands/listen-to-keys.ts";

export type PopoutDeps = Pick<Services, "ui" | "toasts" | "keyMap" | "platform" | "runCommand">;

/** Brings to windows in which panes stand what the page has: its look, its title and its keys. The answer ends it. */
export function followPopouts(api: DockviewApi, deps: PopoutDeps): () => void {
  const root = document.documentElement;
  const looks = new MutationObserver(() => {
    for (const { window } of api.getPopouts()) copyLook(root, window.document.documentElement);
  });
  looks.observe(root, { attributes: true });
  const stops = new Map<string, () => void>();
  const subscriptions = [
    api.onDidAddPopoutGroup(({ window, group }) => {
      copyLook(root, window.document.documentElement);
      const name = () => {
        window.document.title = showHidden(`${group.activePanel?.title ?? "Pane"} – Drover`);
      };
      name();
      group.api.onDidActivePanelChange(name);
      stops.set(group.id, listenToKeys(window, { ...deps, clock: pageClock }));
      // What scripts open has no focus of its own accord in every browser.
      window.focus();
    }),
    api.onDidRemovePopoutGroup(({ group }) => {
      stops.get(group.id)?.();
      stops.delete(group.id);
      deps.ui.announce(
        `The window of ${group.activePanel?.title ?? "a pane"} closed: it is among the other panes again`,
      );
    }),
    api.onDidOpenPopoutWindowFail((failure) => {
      tellFailure(deps, failure);
    }),
  ];
  return () => {
    looks.disconnect();
    for (const subscription of subscriptions) subscription.dispose();
    for (const stop of stops.values()) stop();
  };
}

/** Theme, density, contrast, motion and whatever else the page's root says of how it is drawn. */
function copyLook(from: HTMLElement, to: HTMLElement): void {
  for (const { name, value } of from.attributes) {
    if (to.getAttribute(name) !== value) to.setAttribute(name, value);
  }
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
}

function tellFailure({ toasts, runCommand }: PopoutDeps, { reason }: PopoutWindowFailure): void {
  // One that the user closed before it was ready is not missed.
  if (reason === "closed") return;
  const detail =
    reason === "blocked"
      ? "The browser keeps this page from opening windows. Allow pop-ups for it, beside its address, and try again; until then the pane can float."
      : "The window that came cannot be filled from this page. The pane can float instead.";
  toasts.say("The pane stays in this window", {
    tone: "attention",
    detail,
    action: {
      label: "Float it",
      run() {
        runCommand("pane.float");
      },
    },
  });
}
