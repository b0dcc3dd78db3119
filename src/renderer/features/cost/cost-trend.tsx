import { costText, tokenText } from "../../lib/amounts.ts";
import type { DayBar, Trend } from "./trend.ts";

/** A day's part of the width, in units of the drawing, and how much of it the bar takes: less where there are few. */
const STEP = 10;
const BAR = { few: 4, many: 8 } as const;
const FEW = 14;
const HEIGHT = 100;

/** A bar a day: what is billed at the bottom, what a subscription covers on it. The same in a table for those who cannot see it. */
export function CostTrend({ trend, words }: { trend: Trend; words: string }) {
  const { bars, of } = trend;
  const width = bars.length > FEW ? BAR.many : BAR.few;
  const name = of === "cost" ? `Cost by day ${words}` : `Tokens by day ${words}; nothing of it has a price`;
  return (
    <figure className="flex flex-col gap-1.5">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${Math.max(1, bars.length) * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-24 w-full rounded-md border border-line bg-sunken"
      >
        {bars.map((bar, index) => (
          <g key={bar.day} transform={`translate(${index * STEP + (STEP - width) / 2} 0)`}>
            <title>{barWords(bar)}</title>
            {/* So that a day without any, or with little, still tells of itself. */}
            <rect width={width} height={HEIGHT} fill="transparent" />
            <Parts bar={bar} width={width} />
          </g>
        ))}
      </svg>
      <figcaption className="flex items-center gap-3 text-2xs text-ink-3">
        <span>{bars[0]?.day}</span>
        <span className="flex flex-1 justify-center gap-3" aria-hidden="true">
          {of === "cost" ? (
            <>
              <Key tone="working">billed by the token</Key>
              <Key tone="merging">worth under a subscription</Key>
              <Key tone="neutral">not known which</Key>
            </>
          ) : (
            <Key tone="neutral">tokens; nothing of it has a price</Key>
          )}
        </span>
        <span>{bars.at(-1)?.day}</span>
      </figcaption>
      <table className="sr-only">
        <caption>{name}</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Cost</th>
            <th scope="col">Tokens</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ day, row }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td>{row === undefined ? "nothing" : costText(row.cost)}</td>
              <td>{row === undefined ? "none" : tokenText(row.totalTokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Parts({ bar: { billed, worth, other }, width }: { bar: DayBar; width: number }) {
  const parts = [
    { tone: "working", part: billed, under: 0 },
    { tone: "merging", part: worth, under: billed },
    { tone: "neutral", part: other, under: billed + worth },
  ] as const;
  return parts.map(({ tone, part, under }) =>
    part === 0 ? null : (
      <rect
        key={tone}
        data-tone={tone}
        width={width}
        y={HEIGHT * (1 - 0.94 * (under + part))}
        height={HEIGHT * 0.94 * part}
        className="fill-tone"
      />
    ),
  );
}

function Key({ tone, children }: { tone: "working" | "merging" | "neutral"; children: string }) {
  return (
    <span data-tone={tone} className="flex items-center gap-1.5">
      <span className="size-2 rounded-xs bg-tone" />
      {children}
    </span>
  );
}

function barWords({ day, row }: DayBar): string {
  return row === undefined ? `${day}: nothing` : `${day}: ${costText(row.cost)}, ${tokenText(row.totalTokens)} tokens`;
}
