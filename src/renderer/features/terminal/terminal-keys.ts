export interface TerminalKeyDeps {
  readonly isMac: boolean;
  selection(): string;
  search(): void;
  copy(text: string): void;
  /** Larger, smaller, or as it was at first. */
  zoom(step: 1 | -1 | 0): void;
}

const ZOOM: Readonly<Record<string, 1 | -1 | 0>> = { "+": 1, "=": 1, "-": -1, "0": 0 };

/** Keys the terminal's program does not get: find, the size of letters, and copy where Control+C belongs to the program. */
export function handleTerminalKey(event: KeyboardEvent, deps: TerminalKeyDeps): boolean {
  if (event.type !== "keydown") return true;
  const { isMac, selection } = deps;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (!mod || event.altKey) return true;
  const key = event.key.toLowerCase();
  const zoom = ZOOM[key];
  if (key === "f" && !event.shiftKey) {
    event.preventDefault();
    deps.search();
    return false;
  }
  if (zoom !== undefined) {
    event.preventDefault();
    deps.zoom(zoom);
    return false;
  }
  if (!isMac && event.shiftKey && key === "c" && selection() !== "") {
    event.preventDefault();
    deps.copy(selection());
    return false;
  }
  // The browser pastes by itself.
  return !(event.shiftKey && key === "v");
}
