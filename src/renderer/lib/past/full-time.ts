const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** Date and time to the second, as this machine writes them. */
export function fullTime(at: number): string {
  return FULL.format(at);
}
