import type { Notification } from "./mail.ts";
import type { Preferences } from "./preferences.ts";

type Telling = Pick<Preferences["notifications"], "kinds" | "quietHours">;

/**
 * How urgently the user wants to be told of it: as they said of its kind, else as it says itself. `off` for not at all. A
 * kind that was not set is told in its own way.
 */
export function urgencyFor(
  { kind, urgency }: Pick<Notification, "kind" | "urgency">,
  { kinds }: Pick<Telling, "kinds">,
): Notification["urgency"] | "off" {
  return kinds[kind] ?? urgency;
}

/** Whether it is within the quiet hours, which may go over midnight. `minutes`: since midnight, in the user's own time. */
export function isQuietAt(minutes: number, quietHours: Telling["quietHours"]): boolean {
  if (quietHours === undefined) return false;
  const from = minutesOf(quietHours.from);
  const to = minutesOf(quietHours.to);
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** Minutes since midnight, by the clock on the wall of this machine. */
export function minutesOfDay(now: number): number {
  const date = new Date(now);
  return date.getHours() * 60 + date.getMinutes();
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
