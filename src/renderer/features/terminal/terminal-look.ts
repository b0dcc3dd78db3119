import type { ITerminalOptions } from "@xterm/xterm";
import type { Preferences } from "../../../shared/model/preferences.ts";
import { type WindowLook, contrastFor, themeFor } from "../../lib/terminal/terminal-theme.ts";

export type TerminalPreferences = Preferences["terminal"];

const OWN_FONT = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace';

/** Drawn in its own font where the user named none, or one that is not on this machine. */
export function fontFamily(font: string): string {
  const named = font.replaceAll(/["\\;{}]/g, "").trim();
  return named === "" ? OWN_FONT : `"${named}", ${OWN_FONT}`;
}

/** What of xterm's options the user decides; all of it can change while a terminal is open. */
export function terminalOptions(preferences: TerminalPreferences, look: WindowLook): ITerminalOptions {
  const { font, fontSize, lineHeight, cursor, cursorBlink, colours, scrollback, screenReader } = preferences;
  return {
    fontFamily: fontFamily(font),
    fontSize,
    lineHeight,
    cursorStyle: cursor,
    cursorBlink,
    scrollback,
    screenReaderMode: screenReader,
    theme: themeFor(colours, look),
    minimumContrastRatio: contrastFor(colours, look),
  };
}

/** As the document says it; see app/look.ts. */
export function windowLook(root: HTMLElement): WindowLook {
  return {
    theme: root.dataset["theme"] === "light" ? "light" : "dark",
    contrast: root.dataset["contrast"] === "high" ? "high" : "normal",
  };
}
