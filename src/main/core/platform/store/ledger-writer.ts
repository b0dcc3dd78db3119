import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { type Failure, type Result, err, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import type { GitProjection } from "./git-projection.ts";
import type { Joining } from "./ledger-join.ts";
import type { Theirs, TheirsFailure } from "./ledger-theirs.ts";
import type { LedgerHealth, StoreNotice } from "./record-store.ts";

/** A batch is written this long after the last change, so that one action of a person is one commit. */
const IDLE_MS = 1_000;
/** And at the latest so long after the first, so that others see a busy ledger move. */
const MAX_WAIT_MS = 5_000;
/** After a failure: doubled each time, up to a minute. */
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** More attempts than people and tools that could move the branch at the same moment. */
const MAX_MOVES = 5;

export interface LedgerWriterDeps {
  readonly ledger: string;
  readonly projection: GitProjection;
  readonly clock: Clock;
  readonly notice: (notice: StoreNotice) => void;
  /** Resolves when everything appended so far is on the disk; false when the journal has stopped. */
  readonly durable: () => Promise<boolean>;
  /** Git holds more than before. The next batch waits for it. */
  readonly written: () => Promise<void>;
  /** Git and the tables hold what was joined. */
  readonly joined: (joining: Joining) => void;
}

export type WriteFailure = Failure<"ledger-write-failed" | "journal-stopped">;

/**
 * Brings one ledger's changes into git in batches. Modes: *clean* (nothing waits) → *waiting* (a timer runs) → *writing* →
 * clean, or waiting again when more came or the write failed; *closed* by `close`, which writes what is left.
 */
export interface LedgerWriter {
  /** An event of this ledger was appended and reduced. */
  note(event: LedgerEvent): void;
  /** Forgets events behind `seq`: they were taken back. */
  forget(seq: number): void;
  /** The next flush writes what is out of date even if no event waits. */
  touch(): void;
  flush(): Promise<Result<void, WriteFailure>>;
  /** Joins what another clone wrote, with all that waits. Undefined when it is here already. A dry run only says what would be. */
  join(
    commit: string,
    options: { readonly dryRun: boolean },
  ): Promise<Result<Joining | undefined, WriteFailure | TheirsFailure>>;
  /** Deals with what somebody put on the branch. */
  catchUp(found: string | undefined): Promise<Result<Joining | undefined, WriteFailure>>;
  close(): void;
  /** Events up to this number are in git; infinite while nothing waits. */
  readonly writtenSeq: number;
  readonly health: LedgerHealth;
}

export function createLedgerWriter(deps: LedgerWriterDeps, waiting: readonly LedgerEvent[]): LedgerWriter {
  let events: LedgerEvent[] = [...waiting];
  let timer: Disposable | undefined;
  let firstAt = 0;
  let lastAt = 0;
  let retryMs = 0;
  let failure: Failure<"ledger-write-failed"> | undefined;
  let running: Promise<void> | undefined;
  /** Records are to be written although no event waits. */
  let isDirty = false;
  let isClosed = false;

  function arm(ms: number): void {
    if (timer !== undefined || isClosed) return;
    timer = deps.clock.after(ms, () => {
      timer = undefined;
      const due = Math.min(lastAt + IDLE_MS, firstAt + MAX_WAIT_MS);
      const now = deps.clock.now();
      if (retryMs === 0 && now < due) arm(due - now);
      else void flush();
    });
  }

  /** One batch, with theirs if there is something to be joined. What others put on the branch meanwhile is joined first. */
  async function write(theirs?: Theirs): Promise<Result<Joining | undefined, WriteFailure>> {
    let next = theirs;
    for (let attempt = 0; ; attempt += 1) {
      const batch = deps.projection.take([...events], next);
      const count = events.length;
      if (!(await deps.durable())) {
        deps.projection.restore(batch);
        return err({
          code: "journal-stopped",
          message: "The journal has stopped; what it did not sync is not written to git.",
        });
      }
      const written = await deps.projection.write(batch);
      if (!written.ok) return failed(written.error.message);
      if (written.value.kind === "written") {
        events = events.slice(count);
        failure = undefined;
        retryMs = 0;
        isDirty = false;
        if (batch.joining !== undefined) deps.joined(batch.joining);
        await deps.written();
        if (theirs === undefined || next === theirs) return ok(batch.joining);
        next = theirs;
        continue;
      }
      if (attempt >= MAX_MOVES) return failed("the branch is moved by somebody else all the time");
      const found = await deps.projection.catchUp(written.value.found);
      if (!found.ok) return failed(found.error.message);
      next = found.value ?? theirs;
    }
  }

  function failed(reason: string): Result<never, WriteFailure> {
    const message = `The ledger of ${deps.ledger} could not be written to git: ${reason}`;
    const remedy = "Nothing is lost: the journal has it, and it is tried again by itself.";
    const isFirst = failure === undefined;
    failure = { code: "ledger-write-failed", message, remedy };
    if (isFirst) {
      deps.notice({ code: "ledger-write-failed", message: `${message} ${remedy}`, details: { ledger: deps.ledger } });
    }
    retryMs = Math.min(MAX_RETRY_MS, retryMs === 0 ? FIRST_RETRY_MS : retryMs * 2);
    return err(failure);
  }

  /** One after the other: what comes meanwhile waits. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    while (running !== undefined) await running;
    timer?.[Symbol.dispose]();
    timer = undefined;
    const done = work();
    running = done.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await done;
    } finally {
      running = undefined;
      if (events.length > 0) {
        firstAt = deps.clock.now();
        arm(retryMs === 0 ? IDLE_MS : retryMs);
      }
    }
  }

  async function flush(): Promise<Result<void, WriteFailure>> {
    while (running !== undefined) await running;
    if (events.length === 0 && !isDirty) return ok();
    const written = await alone(() => write());
    return written.ok ? ok() : written;
  }

  if (events.length > 0) arm(IDLE_MS);

  return {
    note(event) {
      lastAt = deps.clock.now();
      if (events.length === 0) firstAt = lastAt;
      events.push(event);
      arm(IDLE_MS);
    },
    forget(seq) {
      events = events.filter((event) => event.seq <= seq);
    },
    touch() {
      isDirty = true;
    },
    flush,
    join(commit, { dryRun }) {
      return alone<Result<Joining | undefined, WriteFailure | TheirsFailure>>(async () => {
        const theirs = await deps.projection.read(commit);
        if (!theirs.ok) return theirs;
        if (theirs.value === undefined) return ok(undefined);
        return dryRun ? ok(deps.projection.plan(theirs.value)) : write(theirs.value);
      });
    },
    catchUp(found) {
      return alone<Result<Joining | undefined, WriteFailure>>(async () => {
        const theirs = await deps.projection.catchUp(found);
        return theirs.ok ? write(theirs.value) : failed(theirs.error.message);
      });
    },
    close() {
      isClosed = true;
      timer?.[Symbol.dispose]();
      timer = undefined;
    },
    get writtenSeq() {
      return (events[0]?.seq ?? Number.POSITIVE_INFINITY) - 1;
    },
    get health() {
      const { tip } = deps.projection;
      return {
        ledger: deps.ledger,
        waiting: events.length,
        ...(tip === undefined ? {} : { tip }),
        ...(failure === undefined ? {} : { failure }),
      };
    },
  };
}
