import type { Preferences } from "./preferences.ts";

/** What holds until the user says otherwise. Apart from the schema, so that the first screen needs no validator. */
export const DEFAULT_PREFERENCES: Preferences = {
  look: { theme: "system", contrast: "system", density: "comfortable", motion: "system", tips: true },
  terminal: {
    font: "",
    fontSize: 13,
    lineHeight: 1.2,
    cursor: "block",
    cursorBlink: false,
    colours: "auto",
    scrollback: 5_000,
    copyOnSelect: false,
    screenReader: false,
  },
  keys: { bindings: {}, prefix: "", letters: true, summon: "" },
  notifications: { desktop: true, sound: true, kinds: {} },
  app: { quit: "ask", updates: "stable" },
  editor: { command: "" },
};
