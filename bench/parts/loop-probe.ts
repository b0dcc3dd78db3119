import { monitorEventLoopDelay } from "node:perf_hooks";

/*
 * Preloaded into a process under measurement (`node --import`): watches its event loop between the words "start" and "end"
 * of its parent, answers the first with itself and the second with a `LoopReport`, and else costs nothing.
 */

/** Of one process since "start". */
export interface LoopReport {
  /** Delay of the event loop beyond the sampling interval, ms. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** CPU time of the process, ms. */
  readonly cpu: number;
}

/** Fine enough to see what is asked for (20 ms), coarse enough to cost nothing. */
const RESOLUTION_MS = 5;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const MEGABYTE = 2 ** 20;
/** Memory that is used and never let go, so that the process is as large as after long work. */
const ballast: Buffer[] = [];
let cpu = process.cpuUsage();

process.on("message", (word) => {
  if (word === "start") {
    delays.reset();
    delays.enable();
    cpu = process.cpuUsage();
    process.send?.(word);
  } else if (word === "end") {
    delays.disable();
    process.send?.(report());
  } else if (typeof word === "object" && word !== null && "grow" in word && typeof word.grow === "number") {
    for (let left = word.grow; left > 0; left -= 1) ballast.push(Buffer.alloc(MEGABYTE, left));
    process.send?.(word);
  }
});
process.channel?.unref();

function report(): LoopReport {
  const { user, system } = process.cpuUsage(cpu);
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    p50: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    max: ms(delays.max),
    cpu: (user + system) / 1_000,
  };
}
