import { readTime } from "../../shared/time-words.ts";

export interface DayChoice {
  /** As it may be typed. */
  readonly words: string;
  readonly at: number;
}

const OFFERED = ["today", "tomorrow", "mon", "fri", "1w", "2w", "30d"] as const;
const LABELS: Readonly<Record<string, string>> = {
  today: "Today",
  tomorrow: "Tomorrow",
  mon: "Next Monday",
  fri: "Next Friday",
  "1w": "In a week",
  "2w": "In two weeks",
  "30d": "In thirty days",
};

/** What typed words mean, and else the days one mostly wants whose names have the words in them. */
export function dayChoices(
  text: string,
  now: number,
  options: { readonly endOfDay: boolean },
): readonly (DayChoice & { readonly label: string })[] {
  const words = text.trim().toLowerCase();
  const meant = readDay(words, now, options);
  const offered = OFFERED.flatMap((name) => {
    const at = readTime(name, now, options);
    const label = LABELS[name] ?? name;
    return at === undefined || !`${label} ${name}`.toLowerCase().includes(words) ? [] : [{ words: name, at, label }];
  });
  if (meant === undefined) return offered;
  return [{ words, at: meant, label: text.trim() }, ...offered.filter(({ at }) => at !== meant)];
}

const UNITS: Readonly<Record<string, string>> = { minute: "min", hour: "h", day: "d", week: "w" };

/** `readTime`, also of what people say: `in 3 days`, `next friday`, `in a week`. */
export function readDay(text: string, now: number, options: { readonly endOfDay: boolean }): number | undefined {
  const words = text.trim().toLowerCase();
  const span = /^(?:in )?(\d{1,6}|an?|one|two|three) (minute|hour|day|week)s?$/.exec(words);
  const count = NUMBERS[span?.[1] ?? ""] ?? span?.[1];
  const unit = UNITS[span?.[2] ?? ""];
  if (unit !== undefined) return readTime(`${count}${unit}`, now, options);
  return readTime(words.replace(/^(?:in|on|next|until) /, ""), now, options);
}

const NUMBERS: Readonly<Record<string, string>> = { a: "1", an: "1", one: "1", two: "2", three: "3" };
