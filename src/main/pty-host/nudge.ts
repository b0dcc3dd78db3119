const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/**
 * Text of the orchestrator as keystrokes. Control characters and escape sequences are taken out, so that a text cannot
 * press keys; line ends survive only inside a bracketed paste, where they do not submit.
 */
export function nudgeKeystrokes(text: string, options: { readonly bracketedPaste: boolean }): string {
  const clean = withoutControls(text).trimEnd();
  if (options.bracketedPaste) return `${PASTE_BEGIN}${clean.replaceAll("\n", "\r")}${PASTE_END}`;
  return clean.replaceAll(/\s*\n\s*/g, " ");
}

/** Plain text with tabs and `\n` as the only controls. */
export function withoutControls(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, "\n")
      // Whole sequences first, so that their visible rest does not stay behind.
      .replaceAll(/\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x1b\x9b]\[?[0-?]*[ -/]*[@-~]/g, "")
      .replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "")
  );
}
