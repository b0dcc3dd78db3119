import { durationWords } from "../../../shared/duration-words.ts";
import { usdText } from "../amounts.ts";
import type { Outlook } from "./use-outlook.ts";

/** When a convoy will be done, at a glance. */
export interface ForecastWords {
  /** `in about 20 min`, `unknown`, `all done`. */
  readonly when: string;
  /** `12 min to 40 min`; undefined where there is no range. */
  readonly range: string | undefined;
}

export function forecastWords({ state, earliest, likely, latest }: Outlook["forecast"], now: number): ForecastWords {
  if (state === "done") return { when: "all done", range: undefined };
  if (earliest === undefined || likely === undefined || latest === undefined) {
    return { when: "unknown", range: undefined };
  }
  const span = (at: number) => durationWords(Math.max(0, at - now));
  const [soon, late] = [span(earliest), span(latest)];
  return { when: `in about ${span(likely)}`, range: soon === late ? undefined : `${soon} to ${late}` };
}

/** What is still to be paid: a range where it is one. */
export function toComeWords({ toCome }: Pick<Outlook["cost"], "toCome">): string {
  if (toCome === undefined) return "unknown";
  if (toCome.likely === 0) return "nothing";
  const [low, high] = [usdText(toCome.low), usdText(toCome.high)];
  return low === high ? `about ${usdText(toCome.likely)}` : `${low} to ${high}`;
}
