import { Toast } from "@base-ui/react/toast";
import { showHidden } from "../../shared/hidden-text.ts";
import type { Failure } from "../../shared/model/result.ts";

export type ToastTone = "neutral" | "good" | "attention" | "trouble";

export interface ToastData {
  readonly tone: ToastTone;
  /** What to do about it. */
  readonly remedy?: string;
  /** How often it was said while it stood there. */
  readonly times: number;
}

export interface ToastAction {
  readonly label: string;
  run(): void;
}

/** Short messages in a corner. What must not be missed is also a notification or stays where it happened. */
export interface Toasts {
  readonly manager: ReturnType<typeof Toast.createToastManager<ToastData>>;
  say(title: string, options?: { detail?: string; tone?: ToastTone; action?: ToastAction; sticky?: boolean }): void;
  /** `tried` says what the user wanted, e.g. "Sling dm-a1 to ada". */
  fail(tried: string, failure: Failure): void;
  /** Takes all away that are shown; false where there are none. */
  dismiss(): boolean;
  /** Does what the newest that offers something offers; false where none does. */
  act(): boolean;
}

const SHORT_MS = 4_500;
/** Long enough to decide and to reach the button. */
const ACTION_MS = 7_000;
/** Long enough to read a remedy. */
const FAILURE_MS = 12_000;

interface Message {
  readonly title: string;
  readonly description: string | undefined;
  readonly timeout: number;
  readonly priority: "low" | "high";
  readonly tone: ToastTone;
  readonly remedy?: string | undefined;
  readonly action?: ToastAction | undefined;
}

/** A message that stands there. */
interface Shown {
  readonly text: string;
  readonly act: (() => void) | undefined;
  times: number;
}

export function createToasts(): Toasts {
  const manager = Toast.createToastManager<ToastData>();
  /** By id, the oldest first. */
  const shown = new Map<string, Shown>();

  function show({ title, description, timeout, priority, tone, remedy, action }: Message): void {
    const text = JSON.stringify([title, description, tone, remedy]);
    const dataOf = (times: number) => ({ tone, times, ...(remedy === undefined ? {} : { remedy }) });
    // What offers something is never folded into another: each undoes something else.
    const same = action === undefined ? [...shown].find(([, one]) => one.text === text) : undefined;
    if (same !== undefined) {
      const [id, one] = same;
      one.times++;
      // With its time, which begins again.
      manager.update(id, { data: dataOf(one.times), timeout });
      return;
    }
    const act =
      action === undefined
        ? undefined
        : () => {
            shown.delete(id);
            manager.close(id);
            action.run();
          };
    const id = manager.add({
      // Drawn by the library, out of reach of the page's own JSX.
      ...{ title: showHidden(title), description: description === undefined ? undefined : showHidden(description) },
      ...{ timeout, priority, data: dataOf(1) },
      ...{ actionProps: action === undefined ? undefined : { children: action.label, onClick: act } },
      onClose() {
        shown.delete(id);
      },
    });
    shown.set(id, { text, act, times: 1 });
  }

  return {
    manager,
    say(title, { detail, tone = "neutral", action, sticky = false } = {}) {
      const timeout = sticky ? 0 : action === undefined ? SHORT_MS : ACTION_MS;
      show({ title, description: detail, timeout, priority: "low", tone, action });
    },
    fail(tried, failure) {
      const title = `Could not ${tried.charAt(0).toLowerCase()}${tried.slice(1)}`;
      const { message: description, remedy } = failure;
      show({ title, description, timeout: FAILURE_MS, priority: "high", tone: "trouble", remedy });
    },
    dismiss() {
      if (shown.size === 0) return false;
      manager.close();
      shown.clear();
      return true;
    },
    act() {
      const act = [...shown.values()].findLast((one) => one.act !== undefined)?.act;
      act?.();
      return act !== undefined;
    },
  };
}
