import type { OptionSpec } from "./command.ts";

/** Options of whatever sends nudges. */
export const NUDGE_OPTIONS = {
  wait: {
    kind: "number",
    label: "SECONDS",
    min: 0,
    max: 600,
    summary: "Wait so long for its last receipt.",
  },
  expires: {
    kind: "number",
    label: "SECONDS",
    min: 5,
    max: 86_400,
    summary: "Give up when it could not be handed over in so long; 900 unless told.",
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
