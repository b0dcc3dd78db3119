import type { NewEvent } from "../../../shared/model/event.ts";
import { USER } from "../../../shared/model/identity.ts";
import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { Failure } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { itemKind } from "./reduce.ts";

type GetItem = (id: string) => WorkItem | undefined;

/**
 * A gate that opens when a person opens it is the user's to open, in whatever way: by closing, deleting or changing it, by
 * unlinking what it holds back, by a roll-back. Answers why the events may not be, where one of somebody else would.
 */
export function opensPersonsGate(get: GetItem, events: readonly NewEvent[]): Failure<"not-allowed"> | undefined {
  /** What items will be like, as far as these events have been gone through. */
  const turned = new Map<string, WorkItem | undefined>();
  for (const event of events) {
    if (event.kind !== "item" || event.actor === USER) continue;
    const before = turned.has(event.subject) ? turned.get(event.subject) : get(event.subject);
    if (before === undefined || gatesOver(before, get).length === 0) continue;
    // Numbers and times are given when it is appended, and tell nothing of whether it opens a gate.
    const after = itemKind.reduce(before, { ...event, seq: 0, at: 0 });
    turned.set(event.subject, after);
    // What is deleted begins no more, and an epic waits for no gate that was moved out of it.
    const left = after === undefined ? links(before, get) : gatesOver(after, get);
    const isMoved = isPersonsGate(before) && after?.parent !== before.parent;
    const opened = isMoved ? before.id : gatesOver(before, get).find((gate) => !left.includes(gate));
    if (opened === undefined) continue;
    return {
      code: "not-allowed",
      message: `${opened} is a gate that only user may open, and ${event.actor} is not.`,
      remedy: `Ask for it: drover mail send user "…" --item ${opened}`,
    };
  }
  return undefined;
}

/** Closed gates of that kind that are about it: itself, and those it waits for. */
function gatesOver(item: WorkItem, get: GetItem): readonly string[] {
  return isPersonsGate(item) ? [item.id, ...links(item, get)] : links(item, get);
}

function links(item: WorkItem, get: GetItem): readonly string[] {
  return item.links.filter(({ kind, to }) => isHoldingKind(kind) && isPersonsGate(get(to))).map(({ to }) => to);
}

/** It is closed until a person opens it. */
export function isPersonsGate(item: WorkItem | undefined): boolean {
  return item?.type === "gate" && item.gate?.kind === "human" && item.status !== "closed";
}
