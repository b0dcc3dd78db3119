import type { Nudge } from "../../../shared/model/nudge.ts";
import type { NudgeState } from "../../../shared/model/nudge-words.ts";
import type { Tone } from "../stage.ts";

export const receiptTone: Readonly<Record<NudgeState, Tone>> = {
  queued: "attention",
  delivered: "working",
  seen: "review",
  acted: "landed",
  failed: "trouble",
  expired: "trouble",
};

export const receiptLabel: Readonly<Record<NudgeState, string>> = {
  queued: "Queued",
  delivered: "Delivered",
  seen: "Seen",
  acted: "Acted on",
  failed: "Failed",
  expired: "Expired",
};

/** One step on the way of a nudge, with when it was reached. */
export interface ReceiptStep {
  readonly state: NudgeState;
  readonly label: string;
  /** Milliseconds since 1970; undefined where it was not reached. */
  readonly at: number | undefined;
}

/** The way of a nudge: every step it can take, and where it broke off the step that says so in place of the rest. */
export function receiptSteps(nudge: Nudge): readonly ReceiptStep[] {
  const step = (state: NudgeState, at: number | undefined): ReceiptStep => ({ state, label: receiptLabel[state], at });
  const way = [
    step("queued", nudge.queuedAt),
    step("delivered", nudge.deliveredAt),
    step("seen", nudge.seenAt),
    step("acted", nudge.actedAt),
  ];
  if (nudge.state !== "failed" && nudge.state !== "expired") return way;
  return [...way.filter(({ at }) => at !== undefined), step(nudge.state, nudge.settledAt)];
}

/** Whether something more can come of it. */
export function isOpen({ state, settledAt }: Pick<Nudge, "state" | "settledAt">): boolean {
  return settledAt === undefined && (state === "queued" || state === "delivered" || state === "seen");
}

const WAYS: Readonly<Record<string, string>> = {
  hook: "by its hook",
  channel: "by its own channel",
  typed: "typed into its terminal",
};

/** How it was handed over, as one says it; a way that this page does not know by its own name. */
export function wayText(way: string): string {
  return WAYS[way] ?? `by ${way}`;
}

/** How often, and how it was tried last. */
export function triesText({ tries }: Pick<Nudge, "tries">): string {
  const last = tries.at(-1);
  if (last === undefined) return "not tried yet";
  return tries.length === 1 ? wayText(last.way) : `tried ${tries.length} times, at last ${wayText(last.way)}`;
}
