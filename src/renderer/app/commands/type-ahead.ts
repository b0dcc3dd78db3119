import type { UiStore } from "../../lib/ui-state.ts";

/** Keys that were pressed while a dialog was on its way, in order. */
type HeldKey = Pick<KeyboardEvent, "key" | "shiftKey">;

/** Held keys that a list takes as they are; the others are text. */
const MOVES = new Set(["Enter", "ArrowDown", "ArrowUp"]);

/**
 * Keeps what is typed between asking for a dialog and its having the focus, and gives it to the field that takes the focus
 * then: whoever types fast, or whose palette is still being loaded, loses no letter.
 */
export function keepTypedAhead(page: Window, ui: UiStore): void {
  let waitsFor: object | undefined;
  let held: HeldKey[] = [];

  ui.store.subscribe(({ dialog }, before) => {
    if (dialog === before.dialog) return;
    waitsFor = dialog;
    held = [];
  });

  function hold(event: KeyboardEvent): void {
    if (waitsFor === undefined || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // What opened the dialog is no text for it.
    if (event.defaultPrevented || isInDialog(event.target)) return;
    if (event.key === "Escape") {
      ui.closeDialog();
    } else if (event.key === "Backspace") {
      held.pop();
    } else if (event.key.length === 1 || MOVES.has(event.key)) {
      held.push({ key: event.key, shiftKey: event.shiftKey });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function give({ target }: FocusEvent): void {
    if (waitsFor === undefined || !isInDialog(target)) return;
    waitsFor = undefined;
    const keys = held;
    held = [];
    if (keys.length > 0 && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
      void type(page, target, keys);
    }
  }

  page.addEventListener("keydown", hold, { capture: true });
  page.addEventListener("focusin", give);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"],[role="alertdialog"]') !== null;
}

async function type(page: Window, field: HTMLInputElement | HTMLTextAreaElement, keys: readonly HeldKey[]) {
  let text = "";
  const put = () => {
    if (text === "") return;
    field.setRangeText(
      text,
      field.selectionStart ?? field.value.length,
      field.selectionEnd ?? field.value.length,
      "end",
    );
    field.dispatchEvent(new InputEvent("input", { data: text, inputType: "insertText", bubbles: true }));
    text = "";
  };
  for (const { key, shiftKey } of keys) {
    if (!MOVES.has(key)) {
      text += key;
      continue;
    }
    put();
    // What the field lists follows its text a frame or two later.
    await frames(page, 3);
    field.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
  }
  put();
}

function frames(page: Window, count: number): Promise<void> {
  return new Promise((resolve) => {
    const wait = (left: number) => {
      if (left === 0) {
        resolve();
        return;
      }
      page.requestAnimationFrame(() => {
        wait(left - 1);
      });
    };
    wait(count);
  });
}
