/** A program to run in a terminal of its own. */
export interface PtyRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cols: number;
  readonly rows: number;
}

export interface PtyExit {
  /** -1 when a signal ended it. */
  readonly code: number;
  /** The signal's number, 0 when none ended it. */
  readonly signal: number;
}

export interface PtyHandlers {
  /** Output as it was read. The array is reused for the next read: copy what is kept. */
  data(bytes: Uint8Array): void;
  /** Once, after the last `data`. */
  exit(exit: PtyExit): void;
}

/** A running program and its terminal. Nothing is read while it is held back, so the program soon blocks on writing. */
export interface Pty {
  readonly pid: number;
  /** False when so much input waits for a program that does not read that no more is taken. */
  write(bytes: Uint8Array): boolean;
  resize(cols: number, rows: number): void;
  hold(): void;
  release(): void;
}

/** Throws when the operating system gives no terminal or process. A file that cannot be run shows as an early exit. */
export type StartPty = (request: PtyRequest, handlers: PtyHandlers) => Pty;
