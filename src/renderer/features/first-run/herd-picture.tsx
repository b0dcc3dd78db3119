import { useMemo } from "react";

const DOTS = 620;
const WIDTH = 1200;
const HEIGHT = 640;
/** Where they are heading. */
const GOAL = { x: 1_150, y: 150 };
/** The irrational step that spreads points evenly without a pattern (golden ratio). */
const GOLDEN = 0.618_033_988_75;

/** A herd of dots on its way to one point, faint behind the text. Decoration. */
export function HerdPicture() {
  const dots = useMemo(() => herd(), []);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMin slice"
      className="pointer-events-none absolute inset-0 size-full [mask-image:linear-gradient(100deg,transparent_30%,black_85%)]"
    >
      {dots.map(({ x, y, r, opacity }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={r} opacity={opacity} fill="var(--accent)" />
      ))}
    </svg>
  );
}

/** Evenly spread along a bending funnel: wide and sparse far away, dense and bright near the goal. */
function herd() {
  return Array.from({ length: DOTS }, (_, index) => {
    const along = ((index + 0.5) / DOTS) ** 0.72;
    const across = ((index * GOLDEN) % 1) - 0.5;
    const sway = ((index * GOLDEN * GOLDEN * 7) % 1) - 0.5;
    const spread = (1 - along) ** 1.25 * HEIGHT * 0.95 + 10;
    const bend = Math.sin(along * Math.PI) * 90;
    return {
      x: round(GOAL.x * along + sway * 34 * (1.2 - along)),
      y: round(GOAL.y + (1 - along) * 260 - bend + across * spread),
      r: round(0.8 + along * 1.6 + sway * 0.5),
      opacity: round(0.1 + along ** 2 * 0.5),
    };
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
