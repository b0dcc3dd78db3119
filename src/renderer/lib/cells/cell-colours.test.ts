import { expect, test } from "vitest";
import { CELL, type CellRun, DEFAULT_COLOUR, RGB } from "../../../shared/wire/cell-screen.ts";
import { createCellColours } from "./cell-colours.ts";
import { cellTheme } from "./cell-theme.ts";

const run = (look: Partial<CellRun>): CellRun => ({
  column: 0,
  cells: 1,
  text: "x",
  attributes: 0,
  foreground: DEFAULT_COLOUR,
  background: DEFAULT_COLOUR,
  ...look,
});
const colours = createCellColours({
  background: "#000000",
  foreground: "#eeeeee",
  cursor: "#ffffff",
  minContrast: 3,
  palette: Array.from({ length: 16 }, (_, index) => (index === 9 ? "#ff8080" : "#c0c0c0")),
});

test("a run has the ground of the screen, or its own, and turned round what was its ink", () => {
  expect(colours(run({}))).toEqual({ ink: "rgb(238 238 238)", ground: undefined });
  expect(colours(run({ background: RGB | 0x102030 }))).toEqual({ ink: "rgb(238 238 238)", ground: "rgb(16 32 48)" });
  expect(colours(run({ attributes: CELL.INVERSE }))).toEqual({ ink: "rgb(0 0 0)", ground: "rgb(238 238 238)" });
});

test("plain colours are the theme's, bold ones the bright ones, and the other 240 those of every terminal", () => {
  expect(colours(run({ foreground: 1, attributes: CELL.BOLD })).ink).toBe("rgb(255 128 128)");
  expect(colours(run({ foreground: 196 })).ink).toBe("rgb(255 0 0)");
  expect(colours(run({ foreground: 250 })).ink).toBe("rgb(188 188 188)");
});

test("text that a program chose for another ground can be read on this one, and what is hidden cannot", () => {
  expect(colours(run({ foreground: RGB | 0x101010 })).ink).not.toBe("rgb(16 16 16)");
  expect(colours(run({ foreground: 1, attributes: CELL.INVISIBLE })).ink).toBe("rgb(0 0 0)");
});

test("the themes of the window have all sixteen colours", () => {
  for (const colours of ["auto", "high-contrast", "solarized-dark"] as const) {
    const theme = cellTheme(colours, { theme: "dark", contrast: "normal" });
    expect(new Set(theme.palette).size).toBeGreaterThan(10);
    expect(theme.minContrast).toBe(colours === "high-contrast" ? 7 : 3);
  }
});
