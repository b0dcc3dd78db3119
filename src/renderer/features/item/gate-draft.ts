import type { z } from "zod";
import type { GATE_KINDS } from "../../../shared/model/item-words.ts";
import type { itemGate } from "../../../shared/model/work-item.ts";
import { readDay } from "../../lib/day-words.ts";

type Gate = z.infer<typeof itemGate>;
type GateKind = (typeof GATE_KINDS)[number];

/** A gate as it is being written. */
export interface GateDraft {
  readonly kind: string;
  readonly for: string;
  /** A day in words. */
  readonly until: string;
}

export interface GateForm {
  readonly label: string;
  /** What opens it, to be followed by what it is for. */
  readonly words: string;
  /** An example of what it can be for; absent where it is for nothing. */
  readonly for?: string;
}

const FORMS: Readonly<Record<GateKind, GateForm>> = {
  human: { label: "A person", words: "Opens when a person opens it." },
  timer: { label: "A time", words: "Opens by itself on" },
  item: { label: "Another item", words: "Opens when this is closed:", for: "demo-x3f" },
  "pull-request": { label: "A pull request", words: "Opens when this is merged:", for: "https://github.com/…/pull/7" },
  run: { label: "A CI run", words: "Opens when this run succeeds:", for: "https://github.com/…/runs/7" },
  message: { label: "A message", words: "Opens when a message comes:", for: "its subject" },
};
export const GATE_FORMS: Readonly<Record<string, GateForm>> = FORMS;

export function draftGate(gate: Gate | undefined): GateDraft {
  const until = gate?.until === undefined ? "" : new Date(gate.until).toISOString().slice(0, 10);
  return { kind: gate?.kind ?? "human", for: gate?.for ?? "", until };
}

/** What was written, as the contract wants it; undefined while it is not complete. */
export function gateOf(draft: GateDraft, now: number): Gate | undefined {
  if (!isKind(draft.kind)) return undefined;
  const until = draft.until.trim() === "" ? undefined : readDay(draft.until, now, { endOfDay: false });
  if (draft.until.trim() !== "" && until === undefined) return undefined;
  if (draft.kind === "timer" && until === undefined) return undefined;
  const { for: example } = FORMS[draft.kind];
  if (example !== undefined && draft.for.trim() === "") return undefined;
  return {
    kind: draft.kind,
    ...(example === undefined ? {} : { for: draft.for.trim() }),
    ...(until === undefined ? {} : { until }),
  };
}

function isKind(kind: string): kind is GateKind {
  return Object.hasOwn(FORMS, kind);
}
