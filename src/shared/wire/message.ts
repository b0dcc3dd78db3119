import type { Failure } from "../model/result.ts";

/** Raised when a change makes old and new ends misunderstand each other; ends with different numbers refuse each other by name. */
export const PROTOCOL_VERSION = 1;

/**
 * Control messages: JSON objects, the same on every transport.
 * Terminal bytes never travel here; see terminal-frame.ts.
 *
 * A connection opens with `hello`, answered by `welcome` or `refused`. Then the client sends any number of
 * `request` (one `response` each) and `subscribe` (any number of `event`, then one `end`), named by ids that the
 * client chooses and never uses twice on a connection. `cancel` stops either kind. The server sends an event only
 * against credit that the client has granted with `subscribe.credit` and `credit`.
 */
export type ClientMessage =
  | { readonly type: "hello"; readonly protocol: number; readonly token: string; readonly client: ClientName }
  | { readonly type: "request"; readonly id: number; readonly verb: string; readonly input: unknown }
  | {
      readonly type: "subscribe";
      readonly id: number;
      readonly verb: string;
      readonly input: unknown;
      /** Resume behind this cursor, as last seen in an `event` of the same verb. */
      readonly after?: string;
      /** How many events the server may send before it must wait for `credit`. */
      readonly credit: number;
    }
  | { readonly type: "credit"; readonly id: number; readonly count: number }
  | { readonly type: "cancel"; readonly id: number };

export type ServerMessage =
  | { readonly type: "welcome"; readonly protocol: number; readonly server: ServerName }
  | { readonly type: "refused"; readonly failure: Failure }
  | { readonly type: "response"; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: "response"; readonly id: number; readonly ok: false; readonly failure: Failure }
  | { readonly type: "event"; readonly id: number; readonly cursor: string; readonly value: unknown }
  /** The stream is over: by itself, or with the failure that ended it. `cursor-too-old` tells the client to read afresh. */
  | { readonly type: "end"; readonly id: number; readonly failure?: Failure };

/** Who connects, for logs and for the list of attached faces. */
export interface ClientName {
  readonly kind: "desktop" | "browser" | "cli" | "agent" | "core" | "test";
  readonly version: string;
}

/** Who answers. `instance` changes with every start, so that a client sees that it talks to a new process. */
export interface ServerName {
  readonly kind: "core" | "pty-host";
  readonly version: string;
  readonly instance: string;
}
