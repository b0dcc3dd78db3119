/**
 * The outcome of something that can fail in an expected way. Expected failures travel as values, with a code
 * the contract declares; only bugs and broken infrastructure are thrown.
 */
export type Result<T, E = Failure> = Ok<T> | Err<E>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/**
 * An expected failure as every face shows it.
 * `message` says what was tried and on what, `remedy` what to do next; `details` is for programs.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly remedy?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

export function fail<Code extends string>(
  code: Code,
  message: string,
  more: Omit<Failure<Code>, "code" | "message"> = {},
): Err<Failure<Code>> {
  // Last, so that a whole failure may be given as `more` to keep its remedy and details.
  return { ok: false, error: { ...more, code, message } };
}
