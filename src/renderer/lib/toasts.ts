import { Toast } from "@base-ui/react/toast";
import type { Failure } from "../../shared/model/result.ts";

export type ToastTone = "neutral" | "good" | "attention" | "trouble";

export interface ToastData {
  readonly tone: ToastTone;
  /** What to do about it. */
  readonly remedy?: string;
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
}

const SHORT_MS = 4_500;
/** Long enough to decide and to reach the button. */
const ACTION_MS = 7_000;
/** Long enough to read a remedy. */
const FAILURE_MS = 12_000;

export function createToasts(): Toasts {
  const manager = Toast.createToastManager<ToastData>();
  return {
    manager,
    say(title, { detail, tone = "neutral", action, sticky = false } = {}) {
      const id = manager.add({
        title,
        description: detail,
        timeout: sticky ? 0 : action === undefined ? SHORT_MS : ACTION_MS,
        priority: "low",
        data: { tone },
        actionProps:
          action === undefined
            ? undefined
            : {
                children: action.label,
                onClick() {
                  manager.close(id);
                  action.run();
                },
              },
      });
    },
    fail(tried, failure) {
      manager.add({
        title: `Could not ${tried.charAt(0).toLowerCase()}${tried.slice(1)}`,
        description: failure.message,
        timeout: FAILURE_MS,
        priority: "high",
        data: { tone: "trouble", ...(failure.remedy === undefined ? {} : { remedy: failure.remedy }) },
      });
    },
  };
}
