import { type Failure, fail, ok } from "../../../shared/model/result.ts";
import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { followEvents } from "../platform/store/follow-events.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** A domain's events in words, as the continuation of "<actor> …". */
export type Describe = (event: LedgerEvent) => string;

export interface FeedDeps {
  readonly store: RecordStore;
  /** By kind of record. */
  readonly describe: Readonly<Record<string, Describe>>;
  /** The project that an event of the workspace's ledger is about. */
  readonly projectOf?: (event: LedgerEvent) => string | undefined;
}

export interface Feed {
  inWords(event: LedgerEvent): FeedEvent;
  readonly handlers: SomeHandlers<"event.watch" | "event.list">;
}

const DEFAULT_LIMIT = 200;
/** How far back `event.list` looks for events that its filter lets through. */
const LIST_WINDOW = 20_000;

/** The activity feed: the stream of the ledger's events, in words. */
export function createFeed({ store, describe, projectOf }: FeedDeps): Feed {
  const concerned = (event: LedgerEvent) =>
    (event.ledger === "workspace" ? projectOf?.(event) : undefined) ?? event.ledger;
  const inWords = (event: LedgerEvent): FeedEvent => {
    const { seq, at, kind, subject, type, actor, cause } = event;
    const ledger = concerned(event);
    const text = describe[kind]?.(event) ?? type;
    return { seq, at, ledger, kind, subject, type, actor, text, ...(cause === undefined ? {} : { cause }) };
  };

  async function* present(
    events: AsyncIterable<LedgerEvent>,
    wanted: (event: LedgerEvent) => boolean,
  ): AsyncGenerator<CursoredEvent<FeedEvent>> {
    for await (const event of events) {
      if (wanted(event)) yield { cursor: String(event.seq), value: inWords(event) };
    }
  }

  return {
    inWords,
    handlers: {
      "event.watch": (input, _caller, after, signal) => {
        const events = followEvents(store, after, signal);
        if (!events.ok) {
          return fail(events.error.code, events.error.message) satisfies { error: Failure<"cursor-too-old"> };
        }
        const kinds = input.kinds === undefined ? undefined : new Set(input.kinds);
        return ok(
          present(
            events.value,
            (event) =>
              (kinds?.has(event.kind) ?? true) &&
              (input.project === undefined || concerned(event) === input.project) &&
              (input.subject === undefined || event.subject === input.subject),
          ),
        );
      },
      "event.list": async (input) => {
        const newest = store.lastSeq;
        const events = latest(store, newest).filter(
          (event) => input.project === undefined || concerned(event) === input.project,
        );
        return ok({
          events: events
            .slice(-(input.limit ?? DEFAULT_LIMIT))
            .toReversed()
            .map(inWords),
        });
      },
    },
  };
}

/** What is kept of the last LIST_WINDOW events; less when the window begins before what is kept. */
function latest(store: RecordStore, newest: number): readonly LedgerEvent[] {
  for (let back = LIST_WINDOW; back >= 1; back = Math.floor(back / 4)) {
    const events = store.eventsAfter(Math.max(0, newest - back), back);
    if (events !== undefined) return events;
  }
  return [];
}
