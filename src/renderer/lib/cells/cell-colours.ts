import { CELL, type CellColour, type CellRun, DEFAULT_COLOUR, RGB } from "../../../shared/wire/cell-screen.ts";

/** Colours a screen is drawn in, as CSS has them. */
export interface CellTheme {
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  /** The sixteen that programs name, in the order of ANSI. */
  readonly palette: readonly string[];
  /** Of text to its ground: what a program chose for another ground stays readable on this one, as in xterm. */
  readonly minContrast: number;
}

/** What to draw a run with; `ground` is undefined where it is that of the screen. */
export interface RunColours {
  readonly ink: string;
  readonly ground: string | undefined;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Remembers what it found: a screen has few combinations. */
export function createCellColours(theme: CellTheme): (run: CellRun) => RunColours {
  const known = new Map<number, Map<number, RunColours>>();
  const screenGround = parseHex(theme.background);
  const screenInk = parseHex(theme.foreground);
  const base = theme.palette.map(parseHex);

  const rgbOf = (colour: CellColour, fallback: Rgb): Rgb => {
    if (colour === DEFAULT_COLOUR) return fallback;
    if (colour >= RGB) return [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
    return base[colour] ?? indexed(colour);
  };

  function find({ attributes, foreground, background }: CellRun): RunColours {
    // Bold text in one of the eight plain colours is drawn in its bright one, as terminals do.
    const isBright = (attributes & CELL.BOLD) !== 0 && foreground >= 0 && foreground < 8;
    let ink = rgbOf(isBright ? foreground + 8 : foreground, screenInk);
    let ground = rgbOf(background, screenGround);
    const isInverse = (attributes & CELL.INVERSE) !== 0;
    if (isInverse) [ink, ground] = [ground, ink];
    ink = readable(ink, ground, theme.minContrast);
    if ((attributes & CELL.DIM) !== 0) ink = mix(ink, ground, 0.45);
    if ((attributes & CELL.INVISIBLE) !== 0) ink = ground;
    const hasGround = isInverse || background !== DEFAULT_COLOUR;
    return { ink: css(ink), ground: hasGround ? css(ground) : undefined };
  }

  return (run) => {
    // What decides: the colours and four attributes, in numbers that do not collide.
    const key = (run.foreground + 1) * 2048 + (run.attributes & 2047);
    const byGround = known.get(key) ?? new Map<CellColour, RunColours>();
    known.set(key, byGround);
    const colours = byGround.get(run.background) ?? find(run);
    byGround.set(run.background, colours);
    return colours;
  };
}

/** The 216 of the cube and the 24 greys, as every terminal has them. */
function indexed(colour: number): Rgb {
  if (colour >= 232) {
    const grey = 8 + 10 * (colour - 232);
    return [grey, grey, grey];
  }
  const step = (value: number) => (value === 0 ? 0 : 55 + 40 * value);
  const cube = Math.max(0, colour - 16);
  return [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
}

function readable(ink: Rgb, ground: Rgb, least: number): Rgb {
  if (contrast(ink, ground) >= least) return ink;
  const towards: Rgb = luminance(ground) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0.15; share < 1; share += 0.15) {
    const mixed = mix(ink, towards, share);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return towards;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
