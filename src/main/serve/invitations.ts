import { randomBytes } from "node:crypto";
import type { Clock } from "../core/base/clock.ts";

/**
 * Codes that let a browser in once. The address of a browser that is started is seen by everybody on the machine in the list
 * of processes, so that the token must not stand in it.
 */
export interface Invitations {
  issue(): string;
  /** Whether the code is good; it never is again. */
  redeem(code: string): boolean;
}

/** A browser that has to start first, on a busy machine. */
const VALID_MS = 2 * 60_000;

export function createInvitations(clock: Clock): Invitations {
  const open = new Map<string, number>();
  return {
    issue() {
      for (const [code, until] of open) if (until <= clock.now()) open.delete(code);
      const code = randomBytes(24).toString("base64url");
      open.set(code, clock.now() + VALID_MS);
      return code;
    },
    redeem(code) {
      const until = open.get(code);
      open.delete(code);
      return until !== undefined && clock.now() < until;
    },
  };
}
