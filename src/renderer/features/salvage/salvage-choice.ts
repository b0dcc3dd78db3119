import type { SalvageFilter } from "../../lib/server-state/salvage-queries.ts";

/** What the list is narrowed to. */
export interface SalvageChoice {
  /** Undefined: of every project. */
  readonly project: string | undefined;
  readonly agent: string | undefined;
  readonly span: Span;
}
export type Span = "all" | "day" | "week" | "month";

export const ANY_SALVAGE: SalvageChoice = { project: undefined, agent: undefined, span: "all" };

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<Exclude<Span, "all">, number>> = { day: 1, week: 7, month: 30 };

/** What is asked of the core for a choice. `now` in milliseconds since 1970. */
export function filterFor({ project, agent, span }: SalvageChoice, now: number): SalvageFilter {
  return {
    ...(project === undefined ? {} : { project }),
    ...(agent === undefined ? {} : { agent }),
    ...(span === "all" ? {} : { since: now - DAYS[span] * DAY_MS }),
  };
}
