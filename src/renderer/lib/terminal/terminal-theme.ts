import type { ITheme } from "@xterm/xterm";
import type { Preferences } from "../../../shared/model/preferences.ts";

/** ANSI colours that go with the tokens: the same hues at lightnesses that stay readable on either ground. */
const DARK: ITheme = {
  background: "#131419",
  foreground: "#d8dae3",
  cursor: "#a3aefc",
  cursorAccent: "#131419",
  selectionBackground: "#4a528a88",
  black: "#23252e",
  red: "#f38577",
  green: "#74d69b",
  yellow: "#e9c46e",
  blue: "#82aefb",
  magenta: "#cf9bf7",
  cyan: "#6fcfe4",
  white: "#c9ccd6",
  brightBlack: "#727685",
  brightRed: "#ff9e92",
  brightGreen: "#93eab4",
  brightYellow: "#f7d88c",
  brightBlue: "#a2c4ff",
  brightMagenta: "#dfb8ff",
  brightCyan: "#93e3f3",
  brightWhite: "#f4f5f9",
  overviewRulerBorder: "#00000000",
  scrollbarSliderBackground: "#ffffff1a",
  scrollbarSliderHoverBackground: "#ffffff33",
  scrollbarSliderActiveBackground: "#ffffff4d",
};

const LIGHT: ITheme = {
  background: "#fbfbfd",
  foreground: "#23252e",
  cursor: "#4a4ad4",
  cursorAccent: "#ffffff",
  selectionBackground: "#b9c0f188",
  black: "#23252e",
  red: "#b93a2e",
  green: "#1f7a45",
  yellow: "#8a6100",
  blue: "#2b5fc4",
  magenta: "#8a3fc0",
  cyan: "#0f7387",
  white: "#63676f",
  brightBlack: "#6f7380",
  brightRed: "#cf4a3c",
  brightGreen: "#2a8c54",
  brightYellow: "#9c6f07",
  brightBlue: "#3d72dc",
  brightMagenta: "#9c50d4",
  brightCyan: "#1c8599",
  brightWhite: "#3f424b",
  overviewRulerBorder: "#00000000",
  scrollbarSliderBackground: "#0000001a",
  scrollbarSliderHoverBackground: "#00000033",
  scrollbarSliderActiveBackground: "#0000004d",
};

const HIGH_CONTRAST_DARK: ITheme = {
  ...DARK,
  background: "#000000",
  foreground: "#ffffff",
  cursor: "#ffff00",
  cursorAccent: "#000000",
  selectionBackground: "#0b5cff",
  selectionForeground: "#ffffff",
  black: "#000000",
  red: "#ff8f85",
  green: "#5ff08f",
  yellow: "#ffe25c",
  blue: "#8fbcff",
  magenta: "#e7a8ff",
  cyan: "#5fe9ff",
  white: "#ffffff",
  brightBlack: "#c4c4c4",
  brightWhite: "#ffffff",
};

const HIGH_CONTRAST_LIGHT: ITheme = {
  ...LIGHT,
  background: "#ffffff",
  foreground: "#000000",
  cursor: "#0000c8",
  selectionBackground: "#0b3d91",
  selectionForeground: "#ffffff",
  black: "#000000",
  red: "#8f0f0f",
  green: "#0a5a24",
  yellow: "#5c4300",
  blue: "#0b3d91",
  magenta: "#6a1b9a",
  cyan: "#004f5e",
  white: "#3a3a3a",
  brightBlack: "#4a4a4a",
  brightWhite: "#000000",
};

/** The sixteen colours of Ethan Schoonover's Solarized, which serve both grounds. */
const SOLARIZED: ITheme = {
  overviewRulerBorder: "#00000000",
  black: "#073642",
  red: "#dc322f",
  green: "#859900",
  yellow: "#b58900",
  blue: "#268bd2",
  magenta: "#d33682",
  cyan: "#2aa198",
  white: "#eee8d5",
  brightBlack: "#586e75",
  brightRed: "#cb4b16",
  brightGreen: "#586e75",
  brightYellow: "#657b83",
  brightBlue: "#839496",
  brightMagenta: "#6c71c4",
  brightCyan: "#93a1a1",
  brightWhite: "#fdf6e3",
};

const SOLARIZED_DARK: ITheme = {
  ...SOLARIZED,
  background: "#002b36",
  foreground: "#93a1a1",
  cursor: "#93a1a1",
  cursorAccent: "#002b36",
  selectionBackground: "#0b5063",
  scrollbarSliderBackground: "#ffffff1a",
};

const SOLARIZED_LIGHT: ITheme = {
  ...SOLARIZED,
  background: "#fdf6e3",
  foreground: "#586e75",
  cursor: "#586e75",
  cursorAccent: "#fdf6e3",
  selectionBackground: "#e6dfc8",
  scrollbarSliderBackground: "#0000001a",
};

export type TerminalColours = Preferences["terminal"]["colours"];

/** What the window looks like, which decides where the user left it open. */
export interface WindowLook {
  readonly theme: "light" | "dark";
  readonly contrast: "normal" | "high";
}

/** The colours that the user wants, in a window that looks so. */
export function themeFor(colours: TerminalColours, look: WindowLook): ITheme {
  switch (colours) {
    case "dark":
    case "light":
      return terminalTheme(colours);
    case "solarized-dark":
      return SOLARIZED_DARK;
    case "solarized-light":
      return SOLARIZED_LIGHT;
    case "high-contrast":
    case "auto":
      if (!isHighContrast(colours, look)) return terminalTheme(look.theme);
      return look.theme === "light" ? HIGH_CONTRAST_LIGHT : HIGH_CONTRAST_DARK;
  }
}

/** How far programs' own colours are pulled apart from the ground they stand on. */
export function contrastFor(colours: TerminalColours, look: WindowLook): number {
  return isHighContrast(colours, look) ? 7 : 3;
}

function isHighContrast(colours: TerminalColours, { contrast }: WindowLook): boolean {
  return colours === "high-contrast" || (colours === "auto" && contrast === "high");
}

function terminalTheme(theme: "light" | "dark"): ITheme {
  return theme === "light" ? LIGHT : DARK;
}
