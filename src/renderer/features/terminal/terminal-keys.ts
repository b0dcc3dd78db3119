export interface TerminalKeyDeps {
  readonly isMac: boolean;
  selection(): string;
  search(): void;
}

/** Keys the terminal's program does not get: find, and copy where Control+C belongs to the program. */
export function handleTerminalKey(event: KeyboardEvent, { isMac, selection, search }: TerminalKeyDeps): boolean {
  if (event.type !== "keydown") return true;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  if (mod && key === "f" && !event.altKey) {
    event.preventDefault();
    search();
    return false;
  }
  if (!isMac && mod && event.shiftKey && key === "c" && selection() !== "") {
    event.preventDefault();
    void navigator.clipboard.writeText(selection()).catch(() => {});
    return false;
  }
  // The browser pastes by itself.
  return !(mod && event.shiftKey && key === "v");
}
