import type { Clock } from "../../lib/clock.ts";
import type { KeyMap } from "../../lib/commands/key-map.ts";
import { type KeyPlace, SEQUENCE_MS, createKeyMatcher } from "../../lib/commands/key-matcher.ts";
import type { Platform } from "../../lib/platform.ts";
import type { RunCommand } from "../../lib/services.tsx";
import type { UiStore } from "../../lib/ui-state.ts";

export interface KeyDeps {
  readonly runCommand: RunCommand;
  readonly keyMap: KeyMap;
  readonly ui: UiStore;
  readonly platform: Platform;
  readonly clock: Clock;
}

/** How long a sequence stands before what may follow is shown: who knows it by heart is done by then. */
const HINT_MS = 600;

/** Runs commands by their keys, ahead of whatever has the focus. The answer is for windows that go before the page does. */
export function listenToKeys(page: Window, { runCommand, keyMap, ui, platform, clock }: KeyDeps): () => void {
  const { isMac } = platform;
  const matcherNow = () => {
    const { commands, prefix } = keyMap.store.getState();
    return createKeyMatcher({ commands, prefix, clock, isMac });
  };
  let matcher = matcherNow();
  let stopTimers = () => {};

  const stopFollowing = keyMap.store.subscribe(({ commands }, before) => {
    if (commands === before.commands) return;
    matcher = matcherNow();
    follow();
  });

  /** Shows the sequence under way, and what may follow when it has stood for a while. */
  function follow(): void {
    stopTimers();
    const pending = matcher.pending();
    keyMap.setPending(pending, false);
    if (pending === undefined) return;
    const stopHint = clock.after(HINT_MS, () => {
      keyMap.setPending(pending, true);
    });
    const stopWaiting = pending.isPrefix ? () => {} : clock.after(SEQUENCE_MS, cancel);
    stopTimers = () => {
      stopHint();
      stopWaiting();
    };
  }

  function cancel(): void {
    matcher.cancel();
    follow();
  }

  page.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.repeat || isRecording(event.target) || isWorked(event)) return;
      const begun = keyMap.store.getState().pending;
      const found = matcher.press(event, placeOf(event.target, ui), partOf(event.target));
      follow();
      if (found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (found === "nothing") {
        if (event.key !== "Escape") ui.announce(`Nothing has the keys ${begun?.keys ?? ""} ${event.key}`);
      } else if (found !== "pending") {
        runCommand(found);
      }
    },
    { capture: true },
  );
  page.addEventListener("pointerdown", cancel, { capture: true });
  page.addEventListener("blur", cancel);
  return () => {
    stopFollowing();
    cancel();
  };
}

/** Where keys are pressed to be written down, they do nothing else. */
function isRecording(target: EventTarget | null): boolean {
  return isElement(target) && target.closest("[data-records-keys]") !== null;
}

/** Enter and the space bar work the control that has the focus, whatever it stands in; Enter alone where it says so. */
function isWorked({ key, target }: KeyboardEvent): boolean {
  const control = elementOf(target);
  if (key === " " && control?.dataset["workedBy"] === "enter") return false;
  return (key === "Enter" || key === " ") && control?.matches(WORKED_BY_ENTER) === true;
}

const WORKED_BY_ENTER = "button, a[href], summary, select, [role=button], [role=menuitem], [role=tab], [role=checkbox]";

/** What has the focus, where that has keys of its own. */
function partOf(target: EventTarget | null): string | undefined {
  return elementOf(target)?.closest<HTMLElement>("[data-keys]")?.dataset["keys"];
}

function placeOf(target: EventTarget | null, ui: UiStore): KeyPlace {
  // The palette may follow on a dialog, by strokes with Mod.
  if (ui.store.getState().dialog !== undefined) return "dialog";
  const element = elementOf(target);
  if (element === undefined) return "page";
  if (element.closest("[data-terminal-typing]") !== null) return "terminal";
  if (element.matches("[data-terminal-ended] .xterm *")) return "page";
  if (element.matches("input, textarea") || element.isContentEditable) return "field";
  // Listboxes and menus find their entries by letters.
  return element.closest('[role="listbox"],[role="menu"]') === null ? "page" : "field";
}

/** Elements of a window that a pane was moved to are of classes of its own, so that `instanceof` does not know them. */
function elementOf(target: EventTarget | null): HTMLElement | undefined {
  return isElement(target) ? target : undefined;
}

function isElement(target: EventTarget | null): target is HTMLElement {
  return target !== null && "closest" in target && "isContentEditable" in target;
}
