/** Where bytes go: xterm's `write`, which calls back when it has parsed them. */
export interface FeedSink {
  write(bytes: Uint8Array, parsed: () => void): void;
}

/** One terminal's queue. What is pushed is written in order, bytes and actions alike. */
export interface TerminalFeed {
  push(bytes: Uint8Array): void;
  /** Runs once everything before it is parsed: for what must not overtake output, such as a change of size. */
  after(action: () => void): void;
  /** Keeps what comes until it may go on: while somebody copies, the screen stands still. */
  hold(isHeld: boolean): void;
  /** Forgets what is not written yet, which counts as parsed. */
  clear(): void;
  dispose(): void;
}

/** Feeds all terminals of the page in turn, so that a flooding one takes neither the frame nor the others' share. */
export interface FeedScheduler {
  add(options: {
    readonly sink: FeedSink;
    /** So many bytes were parsed and may be acknowledged. */
    readonly parsed: (count: number) => void;
    /** The one the user types into is served first. */
    readonly isFocused: () => boolean;
  }): TerminalFeed;
}

/** Where the bytes for one frame begin: what xterm parses in about half of it at 40 MB/s; see the bench "terminal". */
const FRAME_BYTES = 256 * 1024;
/** Few enough for a page that can hardly draw, and as many as a fast one parses in a frame. */
const LEAST_FRAME_BYTES = 16 * 1024;
const MOST_FRAME_BYTES = 1024 * 1024;
/** Frames of a screen at 60 Hz come every 16.7 ms; one that comes later than this was kept waiting by us. */
const LATE_MS = 24;
/** One turn: small enough that a round over twelve terminals fits the frame. */
const CHUNK_BYTES = 16 * 1024;

type Entry = { readonly bytes: Uint8Array } | { readonly action: () => void };

interface Queue {
  entries: Entry[];
  /** Bytes at xterm. */
  underWay: number;
  isHeld: boolean;
  readonly sink: FeedSink;
  readonly parsed: (count: number) => void;
  readonly isFocused: () => boolean;
}

/**
 * `nextFrame` tells the time of the frame in milliseconds. By it the bytes for a frame are halved when it was late, and
 * grow slowly while frames are on time: parsing and drawing cost what the machine makes of them, and typing must stay quick.
 */
export function createFeedScheduler(nextFrame: (run: (now?: number) => void) => void): FeedScheduler {
  const queues = new Set<Queue>();
  let isScheduled = false;
  let underWay = 0;
  let frameBytes = FRAME_BYTES;
  let lastFrame: number | undefined;
  /** The bytes for the last frame did not suffice, so that its time says something of them. */
  let wasFull = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    nextFrame((now) => {
      isScheduled = false;
      adapt(now);
      serve();
    });
  }

  function adapt(now: number | undefined): void {
    if (wasFull && now !== undefined && lastFrame !== undefined) {
      frameBytes =
        now - lastFrame > LATE_MS
          ? Math.max(LEAST_FRAME_BYTES, frameBytes / 2)
          : Math.min(MOST_FRAME_BYTES, frameBytes + CHUNK_BYTES);
    }
    lastFrame = now;
  }

  function serve(): void {
    const waiting = [...queues].filter(canGo).toSorted((a, b) => Number(b.isFocused()) - Number(a.isFocused()));
    // Round after round, so that each gets its turn before any gets a second.
    let hasServed = true;
    while (hasServed && underWay < frameBytes) {
      hasServed = false;
      for (const queue of waiting) if (underWay < frameBytes && serveOne(queue)) hasServed = true;
    }
    wasFull = underWay >= frameBytes;
    // The next one served first is another one.
    const [first] = waiting;
    if (first !== undefined && queues.delete(first)) queues.add(first);
    if ([...queues].some(canGo)) schedule();
  }

  /** Actions wait until what went before them is parsed. */
  function canGo(queue: Queue): boolean {
    const [next] = queue.entries;
    return next !== undefined && !queue.isHeld && ("bytes" in next || queue.underWay === 0);
  }

  function serveOne(queue: Queue): boolean {
    if (!canGo(queue)) return false;
    const next = queue.entries.shift();
    if (next === undefined) return false;
    if ("action" in next) {
      next.action();
      return true;
    }
    const chunk = next.bytes.subarray(0, CHUNK_BYTES);
    if (next.bytes.length > chunk.length) queue.entries.unshift({ bytes: next.bytes.subarray(chunk.length) });
    queue.underWay += chunk.length;
    underWay += chunk.length;
    queue.sink.write(chunk, () => {
      queue.underWay -= chunk.length;
      underWay -= chunk.length;
      if (queues.has(queue)) queue.parsed(chunk.length);
      if ([...queues].some(canGo)) schedule();
    });
    return true;
  }

  return {
    add(options) {
      const queue: Queue = { entries: [], underWay: 0, isHeld: false, ...options };
      queues.add(queue);
      return {
        push(bytes) {
          if (bytes.length === 0) return;
          queue.entries.push({ bytes });
          schedule();
        },
        after(action) {
          queue.entries.push({ action });
          schedule();
        },
        hold(isHeld) {
          queue.isHeld = isHeld;
          if (!isHeld) schedule();
        },
        clear() {
          const dropped = queue.entries.reduce((sum, entry) => sum + ("bytes" in entry ? entry.bytes.length : 0), 0);
          queue.entries = [];
          if (dropped > 0) queue.parsed(dropped);
        },
        dispose() {
          queues.delete(queue);
          queue.entries = [];
        },
      };
    },
  };
}
