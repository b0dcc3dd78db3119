import { createHmac } from "node:crypto";
import { isSameText } from "../base/same-text.ts";

export type Bearer = { readonly kind: "user" } | { readonly kind: "session"; readonly session: string };

/**
 * Tokens that prove who calls: made from the workspace's secret, so that nothing about them is stored and they are the same
 * after a restart, when agents and open browser pages come back with theirs. A new secret makes all of them void.
 */
export interface Tokens {
  /** Makes its bearer the user. */
  readonly user: string;
  /** Makes its bearer the agent of that session. */
  session(id: string): string;
  /** Undefined for what was not made from this secret. Whether the session is alive is for others to say. */
  read(token: string): Bearer | undefined;
}

const USER = "user";

export function createTokens(secret: string): Tokens {
  const sign = (text: string) => `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  const session = (id: string) => sign(`session.${id}`);
  return {
    user: sign(USER),
    session,
    read(token) {
      const text = token.slice(0, Math.max(0, token.lastIndexOf(".")));
      if (!isSameText(token, sign(text))) return undefined;
      if (text === USER) return { kind: "user" };
      return text.startsWith("session.") ? { kind: "session", session: text.slice("session.".length) } : undefined;
    },
  };
}
