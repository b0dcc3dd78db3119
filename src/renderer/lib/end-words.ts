import type { Tone } from "./stage.ts";

const ENDS: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  done: { word: "done", tone: "landed" },
  handoff: { word: "handed off", tone: "review" },
  replaced: { word: "replaced", tone: "neutral" },
  stopped: { word: "stopped", tone: "neutral" },
  crashed: { word: "crashed", tone: "trouble" },
  lost: { word: "lost", tone: "trouble" },
};

/** How a session ended, in a word with its colour; one that this page does not know as it was told. */
export function endOf(reason: string | undefined): { readonly word: string; readonly tone: Tone } {
  return ENDS[reason ?? ""] ?? { word: reason ?? "ended", tone: "neutral" };
}
