import type { Preferences } from "../../../shared/model/preferences.ts";
import { type TerminalColours, type WindowLook, contrastFor, themeFor } from "../terminal/terminal-theme.ts";
import type { CellTheme } from "./cell-colours.ts";

const FALLBACK = "#808080";

/** The colours of the window's terminals, for screens of cells. */
export function cellTheme(colours: TerminalColours, look: WindowLook): CellTheme {
  const of = themeFor(colours, look);
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
    minContrast: contrastFor(colours, look),
  };
}

const OWN_FONT = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace';

/** The font of terminals as CSS has it. */
export function cellFont({ font }: Preferences["terminal"]): string {
  return font === "" ? OWN_FONT : `${JSON.stringify(font)}, ${OWN_FONT}`;
}
