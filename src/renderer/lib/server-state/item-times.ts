import type { QueryClient } from "@tanstack/react-query";
import type { Clock } from "../clock.ts";
import { isOfItems } from "./query-keys.ts";

/** setTimeout counts in 31 bits: what is further off is looked at again then. */
const LONGEST_MS = 2 ** 31 - 1;

export interface ItemTimesDeps {
  readonly clock: Clock;
  readonly queries: QueryClient;
  /** A time came at which items that the page has stand elsewhere, though nothing happened. */
  onTime(): void;
}

/** One timer, for the soonest time at which an item that the page has read is no longer put off, or its gate opens. */
export function followItemTimes({ clock, queries, onTime }: ItemTimesDeps): () => void {
  /** Of each query's items, in milliseconds since 1970. */
  const timesOf = new Map<string, readonly number[]>();
  let timer: { readonly at: number; takeBack(): void } | undefined;

  function set(): void {
    const now = clock.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const times of timesOf.values()) for (const at of times) if (at > now) soonest = Math.min(soonest, at);
    if (soonest === (timer?.at ?? Number.POSITIVE_INFINITY)) return;
    timer?.takeBack();
    timer =
      soonest === Number.POSITIVE_INFINITY
        ? undefined
        : { at: soonest, takeBack: clock.after(Math.min(LONGEST_MS, soonest - now), ring) };
  }

  function ring(): void {
    const isDue = timer !== undefined && timer.at <= clock.now();
    timer = undefined;
    if (isDue) onTime();
    set();
  }

  const stop = queries.getQueryCache().subscribe((event) => {
    const { queryHash, state } = event.query;
    const key: unknown = event.query.queryKey;
    if (!Array.isArray(key) || !isOfItems(key[0])) return;
    if (event.type === "removed") timesOf.delete(queryHash);
    else if (event.type === "updated" && event.action.type === "success") {
      const now = clock.now();
      const times = timesIn(state.data).filter((at) => at > now);
      if (times.length === 0) timesOf.delete(queryHash);
      else timesOf.set(queryHash, times);
    } else return;
    set();
  });
  return () => {
    stop();
    timer?.takeBack();
  };
}

/** Of an answer with one item, a page of them, or an item and its children. */
function timesIn(data: unknown): readonly number[] {
  if (!isObject(data)) return [];
  const times: number[] = [];
  const look = (item: unknown) => {
    if (!isObject(item) || item["status"] === "closed") return;
    const { gate, deferredUntil } = item;
    if (typeof deferredUntil === "number") times.push(deferredUntil);
    if (isObject(gate) && typeof gate["until"] === "number") times.push(gate["until"]);
  };
  look(data["item"]);
  for (const list of [data["items"], data["children"]]) if (Array.isArray(list)) for (const item of list) look(item);
  return times;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
