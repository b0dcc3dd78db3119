import { commandCatalogue } from "../../lib/commands/catalogue.ts";
import { type KeyPlace, createKeyMatcher } from "../../lib/commands/key-matcher.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Platform } from "../../lib/platform.ts";
import type { RunCommand } from "../../lib/services.tsx";
import type { UiStore } from "../../lib/ui-state.ts";

export interface KeyDeps {
  readonly runCommand: RunCommand;
  readonly ui: UiStore;
  readonly platform: Platform;
  readonly clock: Clock;
}

/** Runs commands by their keys, ahead of whatever has the focus. */
export function listenToKeys(page: Window, { runCommand, ui, platform, clock }: KeyDeps): void {
  const matcher = createKeyMatcher({ catalogue: commandCatalogue, clock, isMac: platform.isMac });
  page.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.repeat) return;
      // A dialog has the keyboard to itself; the palette may follow on it.
      const { dialog } = ui.store.getState();
      if (dialog !== undefined && !(event.ctrlKey || event.metaKey)) return;
      const found = matcher.press(event, placeOf(event.target), partOf(event.target));
      if (found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (found !== "pending") runCommand(found);
    },
    { capture: true },
  );
}

/** What has the focus, where that has keys of its own. */
function partOf(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("[data-keys]")?.dataset["keys"] : undefined;
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.closest("[data-terminal-typing]") !== null) return "terminal";
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target.isContentEditable) {
    return "field";
  }
  // Listboxes and menus find their entries by letters.
  return target.closest('[role="listbox"],[role="menu"]') === null ? "page" : "field";
}
