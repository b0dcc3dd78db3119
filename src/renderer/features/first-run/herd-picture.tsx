import { useMemo } from "react";

const ROWS = 22;
const COLUMNS = 40;
const WIDTH = 1200;
const HEIGHT = 640;

/** A herd of dots that draws together towards the right, faint behind the text. Decoration. */
export function HerdPicture() {
  const dots = useMemo(herd, []);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMid slice"
      className="pointer-events-none absolute inset-0 size-full [mask-image:radial-gradient(ellipse_75%_85%_at_78%_38%,black,transparent)]"
    >
      {dots.map(({ x, y, r, opacity, hue }) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r={r} opacity={opacity} fill={`oklch(from var(--accent) l c ${hue})`} />
      ))}
    </svg>
  );
}

/** Rows of a grid that narrow towards a point at the right, the dots growing as they come nearer. */
function herd() {
  const dots = [];
  for (let column = 0; column < COLUMNS; column++) {
    const along = column / (COLUMNS - 1);
    const spread = (1 - along) ** 1.6 * 0.92 + 0.03;
    for (let row = 0; row < ROWS; row++) {
      const across = (row + (column % 2) / 2) / (ROWS - 0.5) - 0.5;
      const wave = Math.sin(column * 0.7 + row * 1.9) * 6 * (1 - along);
      dots.push({
        x: Math.round(WIDTH * (0.22 + along * 0.74) + wave),
        y: Math.round(HEIGHT * (0.42 + across * spread * 1.25) + wave * 0.6),
        r: Number((1 + along * 1.5).toFixed(2)),
        opacity: Number((0.06 + along ** 1.5 * 0.34).toFixed(3)),
        hue: Math.round(276 - along * 50),
      });
    }
  }
  return dots;
}
