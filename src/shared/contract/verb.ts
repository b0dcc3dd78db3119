import type { z } from "zod";
import { ROLES, type Role } from "../model/identity.ts";

/**
 * How much a call can do: `safe` undoes easily or changes nothing; `confirm` asks a person first where a face has one;
 * `restricted` is the user's alone and says what it will do before it does it. The same on every face.
 */
export type Danger = "safe" | "confirm" | "restricted";

/** Failures every verb may answer, whatever it declares itself. */
export type CommonError =
  | "bad-input"
  | "unknown-verb"
  | "not-allowed"
  | "cancelled"
  | "disconnected"
  | "internal"
  | "journal-stopped"
  | "ledger-unknown"
  | "too-busy";

interface VerbBase<Name extends string, Input extends z.ZodType, Errors extends string> {
  readonly name: Name;
  /** One sentence in the imperative, shown in help, in the palette and to agents. */
  readonly summary: string;
  readonly input: Input;
  /** Codes it can answer beyond CommonError. */
  readonly errors: readonly Errors[];
  readonly callers: readonly Role[];
  readonly danger: Danger;
}

/** A call with one answer. */
export interface RequestVerb<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Errors extends string = string,
> extends VerbBase<Name, Input, Errors> {
  readonly kind: "request";
  readonly output: Output;
}

/** A stream of events, resumable by cursor. Ends with `cursor-too-old` when what lies behind the cursor is gone. */
export interface StreamVerb<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Event extends z.ZodType = z.ZodType,
  Errors extends string = string,
> extends VerbBase<Name, Input, Errors> {
  readonly kind: "stream";
  readonly event: Event;
}

export function request<
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Errors extends string,
>(verb: Omit<RequestVerb<Name, Input, Output, Errors>, "kind">): RequestVerb<Name, Input, Output, Errors> {
  return { kind: "request", ...verb };
}

export function stream<
  const Name extends string,
  Input extends z.ZodType,
  Event extends z.ZodType,
  const Errors extends string,
>(verb: Omit<StreamVerb<Name, Input, Event, Errors>, "kind">): StreamVerb<Name, Input, Event, Errors> {
  return { kind: "stream", ...verb };
}

/** Everybody, agents included. */
export const ANYONE: readonly Role[] = ROLES;
/** Who directs work: the user and the manager. */
export const SUPERVISORS: readonly Role[] = ["user", "manager"];
/** Who looks after a merge queue; a merge coordinator after its own project's. */
export const MERGERS: readonly Role[] = [...SUPERVISORS, "merge-coordinator"];
/** Who gets agents going again; a recovery monitor those of its own project. */
export const RECOVERERS: readonly Role[] = [
  ...SUPERVISORS,
  "recovery-monitor",
  "maintenance-controller",
  "controller-monitor",
];
/** The user alone. */
export const USER_ONLY: readonly Role[] = ["user"];
/** Agents with a hook of their own. */
export const HOOK_OWNERS: readonly Role[] = ["worker", "crew", "manager", "maintenance-worker"];
