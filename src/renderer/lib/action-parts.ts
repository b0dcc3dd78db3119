import type { FailureOf, InputOf, OutputOf, RequestName } from "../../shared/contract/contract.ts";
import type { Result } from "../../shared/model/result.ts";
import type { ToastAction } from "./toasts.ts";
import type { UiStore } from "./ui-state.ts";

/** Calls a verb for the user; a failure is shown. `tried` completes "Could not …". */
export type Attempt = <N extends RequestName>(
  tried: string,
  verb: N,
  input: InputOf<N>,
) => Promise<Result<OutputOf<N>, FailureOf<N>>>;

/** What the actions on items and convoys are made of. */
export interface ActionParts {
  readonly attempt: Attempt;
  readonly ui: UiStore;
  /** Says what was done, on screen and to screen readers. */
  done(text: string, detail?: string, action?: ToastAction): void;
}

/** Makes what was just done the next that Z takes back, as `ItemEdits` has it. */
export type Remember = (undo: () => Promise<void>) => () => void;
