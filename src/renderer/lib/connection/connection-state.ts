import type { Failure } from "../../../shared/model/result.ts";
import type { ServerName } from "../../../shared/wire/message.ts";

/**
 * How the page stands to the core.
 *  connecting: the first attempt of this page is under way.
 *  connected: verbs are answered; left when the wire is lost.
 *  reconnecting: the wire was lost or could not be opened; tried again by itself at `nextTryAt`.
 *  refused: the core was reached and said no (token, protocol), or there is no token; only the user can go on from here.
 */
export type ConnectionState =
  | { readonly phase: "connecting" }
  | { readonly phase: "connected"; readonly server: ServerName }
  | {
      readonly phase: "reconnecting";
      /** Attempts that failed since the connection was last up. */
      readonly attempt: number;
      readonly nextTryAt: number;
      readonly reason: string;
      /** False when this page never was connected. */
      readonly wasConnected: boolean;
    }
  | { readonly phase: "refused"; readonly failure: Failure };

const FIRST_WAIT_MS = 250;
/** Long enough to cost nothing while a machine is away, short enough that nobody reaches for the reload key. */
const LONGEST_WAIT_MS = 8_000;

/** Wait before the given attempt (1, 2, …), doubling, and spread by up to a quarter so that pages do not come at once. */
export function waitBefore(attempt: number, random: () => number): number {
  const base = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(base * (1 + random() / 4));
}
