/** What PTY hosts tell in place of an exit code of a program that was ended by a signal. */
export const ENDED_BY_SIGNAL = -1;

/** To follow *ended* or *exited*. */
export function howItExited(code: number): string {
  return code === ENDED_BY_SIGNAL ? "by a signal" : `with code ${code}`;
}
