import { Worker } from "node:worker_threads";
import { type Result, fail } from "../../../shared/model/result.ts";
import type { SearchAnswer } from "../../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../../core/base/clock.ts";
import { type HistoryRecord, LINES_KEPT } from "../history.ts";
import type { SearchOrder, SearchTask } from "./search-task.ts";

/** Looks through recorded output in a thread of its own, one order after the other, so that terminals never wait for it. */
export interface Searches {
  /** `records` are read when its turn has come. */
  run(order: SearchOrder, records: () => Promise<readonly HistoryRecord[]>): Promise<Result<SearchAnswer>>;
  dispose(): Promise<void>;
}

export interface SearchesDeps {
  /** The program of a host, which as a thread does nothing but search. */
  readonly entry: string;
  readonly clock: Clock;
}

/** A full history takes 0.2 s; a pattern that tries everything may take for ever. */
const DEADLINE_MS = 5_000;
/** Idle costs nothing: the thread goes soon after the last search. */
const LINGER_MS = 10_000;

export function createSearches({ entry, clock }: SearchesDeps): Searches {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let leaving: Disposable | undefined;
  let waiting = 0;

  function end(): Promise<unknown> {
    const gone = worker;
    worker = undefined;
    return gone?.terminate() ?? Promise.resolve();
  }

  function lingered(): void {
    leaving?.[Symbol.dispose]();
    leaving = waiting > 0 ? undefined : clock.after(LINGER_MS, () => void end());
  }

  async function ask(task: SearchTask): Promise<Result<SearchAnswer>> {
    const thread = (worker ??= new Worker(entry, { name: "search", execArgv: process.execArgv }));
    // It must not keep a host alive that has nothing else to do.
    thread.unref();
    const answered = Promise.withResolvers<Result<SearchAnswer>>();
    const message = (answer: Result<SearchAnswer>) => {
      answered.resolve(answer);
    };
    const broken = (error: Error) => {
      answered.resolve(fail("search-failed", `The search broke: ${error.message}`));
    };
    thread.once("message", message);
    thread.once("error", broken);
    thread.postMessage(task);
    const deadline = clock.after(DEADLINE_MS, () => {
      answered.resolve(
        fail("search-too-slow", "The pattern took too long and was given up.", {
          remedy: "Make it simpler: repetitions within repetitions try everything.",
        }),
      );
    });
    const answer = await answered.promise;
    deadline[Symbol.dispose]();
    thread.off("message", message);
    thread.off("error", broken);
    if (!answer.ok && answer.error.code !== "bad-pattern") await end();
    return answer;
  }

  return {
    run(order, records) {
      waiting += 1;
      const done = queue.then(async () => ask({ order, records: await records(), scrollback: LINES_KEPT }));
      queue = done
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
          lingered();
        });
      return done;
    },
    async dispose() {
      leaving?.[Symbol.dispose]();
      await end();
    },
  };
}
