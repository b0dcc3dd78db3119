const DAY_MS = 86_400_000;
const weekday = new Intl.DateTimeFormat("en", { weekday: "short" });
const dayOfYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const dayOfAnyYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const whole = new Intl.DateTimeFormat("en", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** A day as one says it: `Today`, `Tomorrow`, a weekday within the next six days, else a date. */
export function shortDay(at: number, now: number): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  if (days === 0) return "Today";
  if (days === 1) return "Tomorrow";
  if (days === -1) return "Yesterday";
  if (days > 1 && days < 7) return weekday.format(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : dayOfAnyYear).format(at);
}

/** With weekday, year and time. */
export function longDay(at: number): string {
  return whole.format(at);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

const MINUTES_A_DAY = 8 * 60;

/** Minutes of work as they are typed, days of eight hours: `45min`, `1h30min`, `2d`. */
export function estimateText(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_A_DAY);
  const hours = Math.floor((minutes % MINUTES_A_DAY) / 60);
  const rest = minutes % 60;
  const parts = [days === 0 ? "" : `${days}d`, hours === 0 ? "" : `${hours}h`, rest === 0 ? "" : `${rest}min`];
  return parts.join("") || "0min";
}
