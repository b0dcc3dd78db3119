import { useId } from "react";
import { durationWords } from "../../../shared/duration-words.ts";
import type { Outlook } from "../../lib/convoys/use-outlook.ts";
import { chartOf } from "./chart.ts";

const WIDTH = 560;
const HEIGHT = 132;

/** How a convoy filled and emptied, with where the forecast sees its end. */
export function BurnUp({ outlook, now }: { outlook: Outlook; now: number }) {
  const id = useId();
  const { burnUp, forecast } = outlook;
  const chart = chartOf(burnUp, forecast, { width: WIDTH, height: HEIGHT, now });
  const last = burnUp.at(-1);
  const first = burnUp[0];
  if (chart === undefined || first === undefined || last === undefined) {
    return <p className="text-sm text-ink-3">Nothing has happened yet.</p>;
  }
  return (
    <figure className="flex flex-col gap-1">
      <svg
        role="img"
        aria-labelledby={id}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-33 w-full rounded-md border border-line bg-sunken"
      >
        <title
          id={id}
        >{`${last.closed} of ${last.total} items closed within ${durationWords(last.at - first.at)}`}</title>
        <path d={chart.closedArea} data-tone="landed" className="fill-tone opacity-20" />
        <path
          d={chart.total}
          fill="none"
          vectorEffect="non-scaling-stroke"
          strokeWidth={1.5}
          className="stroke-ink-4"
        />
        <path
          d={chart.closed}
          fill="none"
          vectorEffect="non-scaling-stroke"
          strokeWidth={2}
          data-tone="landed"
          className="stroke-tone"
        />
        {chart.ahead !== undefined && (
          <>
            <path d={chart.ahead.area} data-tone="landed" className="fill-tone opacity-10" />
            <path
              d={chart.ahead.line}
              fill="none"
              vectorEffect="non-scaling-stroke"
              strokeWidth={1.5}
              strokeDasharray="4 4"
              data-tone="landed"
              className="stroke-tone"
            />
          </>
        )}
        {chart.nowAt !== undefined && (
          <line
            x1={chart.nowAt}
            x2={chart.nowAt}
            y1={0}
            y2={HEIGHT}
            vectorEffect="non-scaling-stroke"
            className="stroke-line-strong"
          />
        )}
      </svg>
      <figcaption className="flex justify-between text-2xs text-ink-3">
        <span>{durationWords(now - first.at)} ago</span>
        <span>
          <span data-tone="landed" className="text-tone">
            closed
          </span>
          {" of all items"}
          {chart.ahead !== undefined && ", dashed as foretold"}
        </span>
        <span>{chart.ahead === undefined ? "now" : `in ${durationWords((forecast.latest ?? now) - now)}`}</span>
      </figcaption>
    </figure>
  );
}
