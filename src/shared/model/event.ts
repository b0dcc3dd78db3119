import type { IdentityPath } from "./identity.ts";

/** The ledger a record lives in: the workspace's, or the one of the project with that name. */
export type LedgerName = "workspace" | (string & {});

/**
 * One accepted change of one record. Events are the only way state changes: they are appended to the journal,
 * synced, reduced into records, and published in the order of `seq`.
 */
export interface LedgerEvent<Type extends string = string, Data = unknown> {
  /** Position in the workspace's one stream: 1, 2, 3, … without gaps, over all ledgers and restarts. */
  readonly seq: number;
  /** Milliseconds since 1970, never smaller than that of the event before. */
  readonly at: number;
  readonly ledger: LedgerName;
  /** The kind of record it changes, e.g. `item`, and which. */
  readonly kind: string;
  readonly subject: string;
  /** Past tense, e.g. `workItemClosed`. */
  readonly type: Type;
  readonly actor: IdentityPath;
  readonly data: Data;
  /** Why, in words, where the actor said so or a rule decided. */
  readonly cause?: string;
  /** The hybrid logical clock by which changes of several clones are ordered, where it is not `at`: milliseconds … */
  readonly ms?: number;
  /** … and a counter of changes within one, where it is not 0. */
  readonly tick?: number;
}

/** An event before it has a place in the stream. */
export type NewEvent<Type extends string = string, Data = unknown> = Omit<
  LedgerEvent<Type, Data>,
  "seq" | "at" | "ms" | "tick"
>;
