import type { ITheme } from "@xterm/xterm";

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

export function terminalTheme(theme: "light" | "dark"): ITheme {
  return theme === "light" ? LIGHT : DARK;
}
