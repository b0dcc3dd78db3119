import type { Failure } from "../../shared/model/result.ts";

/** Carries an expected failure through TanStack Query, which knows thrown errors only. */
export class CallFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "CallFailure";
    this.failure = failure;
  }
}

/** The failure in whatever was thrown; what is none becomes an `internal` one. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CallFailure) return thrown.failure;
  return {
    code: "internal",
    message: thrown instanceof Error ? thrown.message : String(thrown),
    remedy: "Reload the window. If it happens again, report it with what you did.",
  };
}
