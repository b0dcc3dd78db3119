import type { Clock } from "../../base/clock.ts";
import type { Result } from "../../../../shared/model/result.ts";

/** Whether the other side still answers. */
export interface Heartbeat {
  readonly answers: boolean;
  stop(): void;
}

export interface HeartbeatDeps {
  readonly clock: Clock;
  ping(): Promise<Result<unknown>>;
  /** It stopped answering (`false`), or answers again. */
  changed(answers: boolean): void;
}

/** Rare, so that an idle app wakes up rarely; a host that is gone is noticed by its connection at once. */
const PERIOD_MS = 15_000;
/** A host answers in milliseconds even in a flood; a machine that was asleep answers after it has woken. */
const PATIENCE_MS = 10_000;
const MISSES = 2;

/** Asks now and then. Two questions in a row without an answer count as hung. */
export function startHeartbeat({ clock, ping, changed }: HeartbeatDeps): Heartbeat {
  let answers = true;
  let missed = 0;
  let stopped = false;
  let timer = clock.after(PERIOD_MS, beat);

  function beat(): void {
    let answered = false;
    timer = clock.after(PATIENCE_MS, () => {
      missed += 1;
      if (missed >= MISSES) turn(false);
      timer = clock.after(PERIOD_MS - PATIENCE_MS, beat);
    });
    void ping().then((outcome) => {
      if (answered || stopped || !outcome.ok) return;
      answered = true;
      missed = 0;
      turn(true);
      timer[Symbol.dispose]();
      timer = clock.after(PERIOD_MS, beat);
    });
  }

  function turn(to: boolean): void {
    if (answers === to) return;
    answers = to;
    changed(to);
  }

  return {
    get answers() {
      return answers;
    },
    stop() {
      stopped = true;
      timer[Symbol.dispose]();
    },
  };
}
