/**
 * One connection, whatever carries it: a Unix socket, a WebSocket, a message port, or memory.
 * Messages and bytes each arrive whole and in the order they were sent, also relative to one another.
 */
export interface Wire {
  /** Sends one control message (a JSON value). After `close` it does nothing. */
  send(message: unknown): void;
  /** Sends one terminal frame. The caller must not change the array afterwards. */
  sendBytes(frame: Uint8Array): void;
  /** Bytes handed over and not yet taken by the transport: what a sender looks at before it sends more. */
  readonly bufferedBytes: number;
  /** Sets the only receiver; what arrived before is delivered to it at once. */
  receive(receiver: WireReceiver): void;
  /** Idempotent. Both ends see `closed` once, also for what was closed from this side. */
  close(): void;
}

export interface WireReceiver {
  message(message: unknown): void;
  bytes(frame: Uint8Array): void;
  /** `reason` is absent after an orderly end. */
  closed(reason?: string): void;
}
