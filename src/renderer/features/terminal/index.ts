export { ComingTerminal } from "./coming-terminal.tsx";
export { TerminalPlaceProvider } from "./terminal-place.tsx";

/** The emulator comes with it, which is large: not before a terminal is shown, or is likely to be soon. */
export async function loadTerminalPane() {
  return (await import("./terminal-pane.tsx")).TerminalPane;
}
