import type { EventOf, InputOf, StreamName } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/model/result.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "./connection.ts";

export interface FollowOptions<N extends StreamName> {
  readonly verb: N;
  readonly input: InputOf<N>;
  event(value: EventOf<N>, cursor: string): void;
  /** Before each (re)start of the stream. Its answer is where to resume; undefined begins afresh. */
  begin(): string | undefined | Promise<string | undefined>;
  /** What lay behind the cursor is gone: the next `begin` must answer with a fresh one. */
  gap?(): void;
  /** Whether a stream that ended so, without a failure or with one, has said all there is; else it is opened again. */
  isOver?(failure: Failure | undefined): boolean;
}

/** Wait before a stream that ended is opened again on a connection that still stands. */
const REOPEN_MS = 1_000;

/** Keeps one stream open over lost connections and restarts of the core; the answer ends it for good. */
export function follow<N extends StreamName>(
  connection: Connection,
  clock: Clock,
  options: FollowOptions<N>,
): () => void {
  let ended = false;
  let stop = () => {};
  let takeBack = () => {};
  let generation = 0;

  async function open(): Promise<void> {
    const mine = ++generation;
    takeBack();
    stop();
    stop = () => {};
    const after = await options.begin();
    if (ended || mine !== generation || connection.state.getState().phase !== "connected") return;
    stop = connection.client.watch(
      options.verb,
      options.input,
      {
        event: options.event,
        end(failure) {
          if (ended || mine !== generation || failure?.code === "disconnected") return;
          if (failure?.code !== "cursor-too-old" && options.isOver?.(failure) === true) {
            ended = true;
            unsubscribe();
            return;
          }
          if (failure?.code === "cursor-too-old") options.gap?.();
          takeBack = clock.after(failure?.code === "cursor-too-old" ? 0 : REOPEN_MS, () => void open());
        },
      },
      after,
    );
  }

  const unsubscribe = connection.state.subscribe((state, before) => {
    if (state.phase === "connected" && before.phase !== "connected") void open();
  });
  if (connection.state.getState().phase === "connected") void open();
  return () => {
    ended = true;
    generation += 1;
    takeBack();
    stop();
    unsubscribe();
  };
}
