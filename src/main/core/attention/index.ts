import type { AttentionList } from "../../../shared/contract/attention.ts";
import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { type Attention, attentionOf, nextTime } from "./decide.ts";
import type { AttentionFacts } from "./facts.ts";
import { attentionKind, putOffEvent, takeBackEvent } from "./put-off.ts";

export type { AttentionFacts } from "./facts.ts";
export { attentionKind, describeAttentionEvent } from "./put-off.ts";

export interface AttentionDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** Everything looked up anew. */
  facts(): Promise<AttentionFacts>;
  /** Calls back whenever something that is no event of the store may have changed the list. */
  onChange(callback: () => void): Disposable;
}

export interface AttentionService {
  /** How many things need the user now: the one number that every face shows. */
  count(): Promise<number>;
  /** The list now, then anew whenever it is different, until the signal. */
  follow(signal: AbortSignal): AsyncIterable<AttentionList>;
  readonly handlers: SomeHandlers<"attention.list" | "attention.watch" | "attention.put-off" | "attention.take-back">;
}

/** Changes come in bursts; a list that is a quarter of a second old is new enough for a person. */
const CALM_MS = 250;

/** Who needs the user, why, and what does not go on meanwhile. */
export function createAttention({ store, clock, facts, onChange }: AttentionDeps): AttentionService {
  const table = store.table(attentionKind);

  async function look(): Promise<{ readonly found: Attention; readonly next: number | undefined }> {
    const seen = await facts();
    const found = attentionOf(seen, (id) => table.get(id));
    return { found, next: nextTime(seen, found) };
  }

  const find = ({ entries, putOff }: Attention, id: string): AttentionEntry | undefined =>
    [...entries, ...putOff].find((entry) => entry.id === id);

  async function* follow(signal: AbortSignal): AsyncGenerator<AttentionList> {
    let told = "";
    let wake = Promise.withResolvers<void>();
    const rouse = () => {
      wake.resolve();
    };
    const events = store.subscribe(rouse);
    const others = onChange(rouse);
    signal.addEventListener("abort", rouse);
    let timer: Disposable | undefined;
    try {
      while (!signal.aborted) {
        wake = Promise.withResolvers<void>();
        const { found, next } = await look();
        const text = JSON.stringify(found);
        if (text !== told) {
          told = text;
          yield { entries: [...found.entries], putOff: [...found.putOff] };
        }
        if (next !== undefined) timer = clock.after(Math.max(0, next - clock.now()), rouse);
        await wake.promise;
        timer?.[Symbol.dispose]();
        await after(clock, CALM_MS, signal);
      }
    } finally {
      timer?.[Symbol.dispose]();
      events[Symbol.dispose]();
      others[Symbol.dispose]();
      signal.removeEventListener("abort", rouse);
    }
  }

  async function* watch(signal: AbortSignal): AsyncGenerator<CursoredEvent<AttentionList>> {
    let count = 0;
    for await (const value of follow(signal)) yield { cursor: String(++count), value };
  }

  async function changed(id: string): Promise<Result<AttentionEntry, Failure<"attention-not-found">>> {
    const entry = find((await look()).found, id);
    return entry === undefined ? notFound(id) : ok(entry);
  }

  return {
    follow,
    count: async () => (await look()).found.entries.length,
    handlers: {
      "attention.list": async () => {
        const { entries, putOff } = (await look()).found;
        return ok({ entries: [...entries], putOff: [...putOff] });
      },
      "attention.watch": (_input, _caller, _after, signal) => ok(watch(signal)),
      "attention.put-off": async ({ id, until }, caller) => {
        const { found } = await look();
        const entry = find(found, id);
        if (entry === undefined) return notFound(id);
        const done = await store.commit<void, StoreFailure>(() => {
          // What is over need not be remembered.
          const over = [...table.values()].filter((one) => find(found, one.id) === undefined);
          const events = [
            putOffEvent(entry, until, caller.identity),
            ...over.map((one) => takeBackEvent(one.id, caller.identity)),
          ];
          return ok({ events, result: () => undefined });
        });
        return done.ok ? changed(id) : done;
      },
      "attention.take-back": async ({ id }, caller) => {
        const done = await store.commit<void, StoreFailure>(() =>
          ok({
            events: table.get(id) === undefined ? [] : [takeBackEvent(id, caller.identity)],
            result: () => undefined,
          }),
        );
        return done.ok ? changed(id) : done;
      },
    },
  };
}

function notFound(id: string): Result<never, Failure<"attention-not-found">> {
  return fail("attention-not-found", `Nothing called ${JSON.stringify(id)} needs you.`, {
    remedy: "List what does with `drover attention`.",
  });
}

function after(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      timer[Symbol.dispose]();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = clock.after(ms, done);
    signal.addEventListener("abort", done);
  });
}
