/**
 * Answers that a viewer's terminal gives by itself when it parses the program's questions. The host's own screen has
 * answered already, so they would be answers too many. Shift, Alt or Ctrl with F3 looks like a cursor report and is let through.
 */
const REPLY =
  /\x1b\[(?:\?[\d;]*[cnRu]|>[\d;]*c|=[\d;]*c|\d*n|(?!1;[2-8]R)\d+;\d+R|\??[\d;]*\$y|[468];\d+;\d+t)|\x1b\](?:4;\d+|1[0-2]);rgb:[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[01>!][^\x1b]*\x1b\\/g;

/** Reports that the viewer gained or lost the focus: for the program, but no typing. */
const FOCUS = /\x1b\[[IO]/g;

/** What of a viewer's input is for the program, and whether a person did anything. */
export function sortViewerInput(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly typed: boolean } {
  // Typing is nearly always without an escape character, and pastes can be long.
  if (!bytes.includes(0x1b)) return { bytes, typed: bytes.length > 0 };
  const text = Buffer.from(bytes).toString("latin1");
  const kept = text.replaceAll(REPLY, "");
  return {
    bytes: kept.length === text.length ? bytes : Buffer.from(kept, "latin1"),
    typed: kept.replaceAll(FOCUS, "") !== "",
  };
}

/** What ends or clears a line that is being typed: Enter, Ctrl-C, Ctrl-D, Ctrl-U, and Escape alone. */
const FINISHES = /[\r\n\x03\x04\x15]|\x1b$/g;
/** Keys that move or delete: they neither begin a line nor finish one. */
const KEY_SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|O[A-Za-z]|[^[O])/g;
const PASTE_MARK = /\x1b\[20[01]~/g;

/**
 * Whether a line that a person began stands unfinished after this input; `before`: whether one stood before it. A deleted
 * line still counts: that nothing is left of it cannot be known from keys.
 */
export function leavesDraft(bytes: Uint8Array, before: boolean): boolean {
  const text = Buffer.from(bytes).toString("latin1").replaceAll(PASTE_MARK, "");
  const finished = [...text.matchAll(FINISHES)].at(-1);
  const rest = finished === undefined ? text : text.slice(finished.index + finished[0].length);
  const hasText = /[^\x00-\x1f\x7f]/.test(rest.replaceAll(KEY_SEQUENCE, ""));
  return hasText || (finished === undefined && before);
}
