import type { Result } from "../model/result.ts";
import type { IdentityPath, Role } from "../model/identity.ts";
import type { TerminalFrame } from "../wire/terminal-frame.ts";
import type { EventOf, FailureOf, OutputOf, ParsedInputOf, RequestName, StreamName } from "./contract.ts";

/** Who calls a verb, as the transport's authentication established it. */
export interface Caller {
  readonly identity: IdentityPath;
  readonly role: Role;
  /** The session whose token was used, for agents. */
  readonly session?: string;
  /** May call verbs that change nothing, and no others: whoever is asked after the end of its session. */
  readonly readsOnly?: boolean;
  /** Where terminal frames of streams opened by this connection go; absent where a transport has no binary channel. */
  readonly terminals?: TerminalLink;
}

/** One connection's end of the binary terminal channel. */
export interface TerminalLink {
  /** Unique on this connection; to be named in `terminal.open`'s answer. */
  open(receiver: (frame: TerminalFrame) => void): {
    readonly stream: number;
    send(frame: TerminalFrame): void;
    close(): void;
  };
  /** Bytes handed to the transport and not yet taken. */
  readonly bufferedBytes: number;
  /** Calls back once when the connection is gone. */
  onGone(callback: () => void): void;
}

export type RequestHandler<N extends RequestName> = (
  input: ParsedInputOf<N>,
  caller: Caller,
  signal: AbortSignal,
) => Promise<Result<OutputOf<N>, FailureOf<N>>>;

export interface CursoredEvent<T> {
  readonly cursor: string;
  readonly value: T;
}

export type StreamHandler<N extends StreamName> = (
  input: ParsedInputOf<N>,
  caller: Caller,
  after: string | undefined,
  signal: AbortSignal,
) => Result<AsyncIterable<CursoredEvent<EventOf<N>>>, FailureOf<N>>;

/** What each domain's controller contributes, and what all of them together must be. */
export type Handlers = { readonly [N in RequestName]: RequestHandler<N> } & {
  readonly [N in StreamName]: StreamHandler<N>;
};
export type SomeHandlers<N extends RequestName | StreamName> = Pick<Handlers, N>;
