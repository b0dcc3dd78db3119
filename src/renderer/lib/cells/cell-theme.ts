import type { Preferences } from "../../../shared/model/preferences.ts";
import { terminalTheme } from "../terminal/terminal-theme.ts";
import type { CellTheme } from "./cell-colours.ts";

const FALLBACK = "#808080";

/** The colours of the window's terminals, for screens of cells. */
export function cellTheme(theme: "light" | "dark"): CellTheme {
  const of = terminalTheme(theme);
  const palette = [
    ...[of.black, of.red, of.green, of.yellow, of.blue, of.magenta, of.cyan, of.white],
    ...[of.brightBlack, of.brightRed, of.brightGreen, of.brightYellow],
    ...[of.brightBlue, of.brightMagenta, of.brightCyan, of.brightWhite],
  ];
  return {
    background: of.background ?? FALLBACK,
    foreground: of.foreground ?? FALLBACK,
    cursor: of.cursor ?? FALLBACK,
    palette: palette.map((colour) => colour ?? FALLBACK),
  };
}

const OWN_FONT = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace';

/** The font of terminals as CSS has it. */
export function cellFont({ font }: Preferences["terminal"]): string {
  return font === "" ? OWN_FONT : `${JSON.stringify(font)}, ${OWN_FONT}`;
}
