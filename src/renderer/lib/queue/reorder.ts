import type { InputOf } from "../../../shared/contract/contract.ts";

/** Where a submission is put, as the verb takes it. */
export type PlaceWanted = InputOf<"mq.reorder">["to"];

/** A step of a submission within its queue, and the one that takes it back. */
export interface Move {
  readonly to: PlaceWanted;
  readonly undo: PlaceWanted;
  /** From 1, among those that can be moved. */
  readonly position: number;
}

export type Step = "up" | "down" | "first";

/** One step by keyboard; undefined where there is none further. `queue` are those that can be moved, in their order. */
export function stepMove(queue: readonly string[], id: string, step: Step): Move | undefined {
  const at = queue.indexOf(id);
  if (at === -1) return undefined;
  if (step === "first") return moveTo(queue, id, 0);
  return moveTo(queue, id, step === "up" ? at - 1 : at + 1);
}

/** Dropped on an edge of another one. */
export function dropMove(queue: readonly string[], id: string, onto: string, edge: "top" | "bottom"): Move | undefined {
  const from = queue.indexOf(id);
  const over = queue.indexOf(onto);
  if (from === -1 || over === -1) return undefined;
  const gap = edge === "top" ? over : over + 1;
  return moveTo(queue, id, from < gap ? gap - 1 : gap);
}

/** The queue as it will be, so that it is shown before the core has answered. */
export function reordered(queue: readonly string[], id: string, position: number): readonly string[] {
  const rest = queue.filter((one) => one !== id);
  return rest.toSpliced(position - 1, 0, id);
}

/** The same over a list with others in between, which stay where they are. */
export function reorderedWithin<T extends { readonly id: string }>(
  list: readonly T[],
  queue: readonly string[],
  order: readonly string[],
): readonly T[] {
  const byId = new Map(list.map((one) => [one.id, one]));
  const moved = new Set(queue);
  let next = 0;
  return list.map((one) => (moved.has(one.id) ? (byId.get(order[next++] ?? one.id) ?? one) : one));
}

function moveTo(queue: readonly string[], id: string, index: number): Move | undefined {
  const from = queue.indexOf(id);
  if (index < 0 || index >= queue.length || index === from) return undefined;
  const rest = queue.filter((one) => one !== id);
  return { to: between(rest, index), undo: between(rest, from), position: index + 1 };
}

function between(rest: readonly string[], index: number): PlaceWanted {
  if (index === 0) return "first";
  const [behind, before] = [rest[index], rest[index - 1]];
  return behind !== undefined ? { before: behind } : before !== undefined ? { after: before } : "first";
}
