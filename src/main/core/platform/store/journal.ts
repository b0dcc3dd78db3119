import path from "node:path";
import type { Failure } from "../../../../shared/model/result.ts";
import { type JournalDisk, realDisk } from "./journal-disk.ts";
import { type JournalSegment, segmentFile } from "./journal-files.ts";

export interface JournalDeps {
  readonly dir: string;
  readonly stream: string;
  /** As read at the start, oldest first. The journal goes on in the newest. */
  readonly segments: JournalSegment[];
  readonly lastSeq: number;
  /** All up to `seq` is on the disk. */
  readonly durable: (seq: number) => void;
  /** Called once. What was appended behind `durableSeq` is not to be relied on. */
  readonly stopped: (failure: Failure<"journal-stopped">) => void;
  /** A new file is begun behind this size. */
  readonly segmentBytes: number;
  /** Why this process may not write the workspace any more; asked before every write. */
  readonly intruded?: () => string | undefined;
  /** The real one unless a test has another. */
  readonly disk?: JournalDisk;
}

/**
 * The append-only journal: what is appended during one turn of the event loop, or while a sync is under way, is written and
 * synced together. Modes: *idle* (all appended is durable) → *scheduled* (a write comes at the end of this turn) →
 * *syncing* → idle or scheduled; *stopped*, for ever, after a write or a sync failed: the system may have dropped the pages, so a
 * second attempt could report a success that is none.
 */
export class Journal {
  readonly #deps: JournalDeps;
  readonly #disk: JournalDisk;
  readonly #segments: JournalSegment[];
  #fd: number | undefined;
  #pending: string[] = [];
  #appendedSeq: number;
  #durableSeq: number;
  #mode: "idle" | "scheduled" | "syncing" | "stopped" = "idle";
  #closed: Promise<void> | undefined;
  #wakeCloser: () => void = () => {};

  constructor(deps: JournalDeps) {
    this.#deps = deps;
    this.#disk = deps.disk ?? realDisk;
    this.#segments = deps.segments;
    this.#appendedSeq = deps.lastSeq;
    this.#durableSeq = deps.lastSeq;
  }

  get durableSeq(): number {
    return this.#durableSeq;
  }

  /** Whole lines; `lastSeq` is the number of the last of them. Nothing happens once stopped. */
  append(lines: string, lastSeq: number): void {
    if (this.#mode === "stopped") return;
    this.#pending.push(lines);
    this.#appendedSeq = lastSeq;
    if (this.#mode === "idle") this.#schedule();
  }

  /** Deletes the oldest files all of whose events have numbers up to `seq`. The newest always stays. */
  async discard(seq: number): Promise<void> {
    for (;;) {
      const [oldest] = this.#segments;
      if (oldest === undefined || this.#segments.length < 2 || oldest.lastSeq > seq) return;
      this.#segments.shift();
      await this.#disk.remove(oldest.file);
    }
  }

  /** Number of the last event of the oldest file, while there is more than one. */
  get oldestDiscardable(): number | undefined {
    return this.#segments.length < 2 ? undefined : this.#segments[0]?.lastSeq;
  }

  /** Waits for what is appended. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      while (this.#mode === "scheduled" || this.#mode === "syncing") {
        await new Promise<void>((resolve) => {
          this.#wakeCloser = resolve;
        });
      }
      this.#closeFile();
    })();
    return this.#closed;
  }

  #schedule(): void {
    this.#mode = "scheduled";
    // The end of the turn, not the next microtask: whoever is woken by the last sync shall come along with the next one.
    setImmediate(() => {
      this.#write();
    });
  }

  #write(): void {
    const bytes = Buffer.from(this.#pending.join(""), "utf8");
    const seq = this.#appendedSeq;
    this.#pending = [];
    let segment: JournalSegment;
    let fd: number;
    try {
      const intruded = this.#deps.intruded?.();
      if (intruded !== undefined) throw new Error(intruded);
      ({ segment, fd } = this.#openSegment());
      this.#writeAll(fd, bytes);
    } catch (error) {
      this.#stop(error);
      return;
    }
    this.#mode = "syncing";
    this.#disk.sync(fd).then(
      () => {
        segment.bytes += bytes.length;
        segment.lastSeq = seq;
        this.#durableSeq = seq;
        this.#mode = "idle";
        if (this.#pending.length > 0) this.#schedule();
        this.#deps.durable(seq);
        this.#wakeCloser();
      },
      (error: unknown) => {
        this.#stop(error);
      },
    );
  }

  #writeAll(fd: number, bytes: Buffer): void {
    for (let done = 0; done < bytes.length;) {
      const written = this.#disk.write(fd, bytes, done);
      if (written === 0) throw new Error("the disk takes no more");
      done += written;
    }
  }

  #openSegment(): { segment: JournalSegment; fd: number } {
    const newest = this.#segments.at(-1);
    if (newest !== undefined && newest.bytes < this.#deps.segmentBytes) {
      this.#fd ??= this.#disk.open(newest.file, false);
      return { segment: newest, fd: this.#fd };
    }
    this.#closeFile();
    const firstSeq = this.#durableSeq + 1;
    const file = segmentFile(this.#deps.dir, this.#deps.stream, firstSeq);
    const fd = this.#disk.open(file, true);
    this.#fd = fd;
    const segment = { file, firstSeq, lastSeq: firstSeq - 1, bytes: 0 };
    this.#segments.push(segment);
    this.#disk.syncFolder(path.dirname(file));
    return { segment, fd };
  }

  #closeFile(): void {
    try {
      if (this.#fd !== undefined) this.#disk.close(this.#fd);
    } catch {
      // All that is in it was synced, or refused.
    }
    this.#fd = undefined;
  }

  #stop(cause: unknown): void {
    this.#mode = "stopped";
    this.#pending = [];
    const newest = this.#segments.at(-1);
    const reason = cause instanceof Error ? cause.message : String(cause);
    try {
      // What nobody was told of should not come back at the next start either.
      if (this.#fd !== undefined && newest !== undefined) this.#disk.truncate(this.#fd, newest.bytes);
    } catch {
      // Then the next start reads it; a change that was not acknowledged may be found done.
    }
    this.#deps.stopped({
      code: "journal-stopped",
      message: `Writing to the journal in ${this.#deps.dir} failed (${reason}), so nothing can be changed any more. What was acknowledged before is safe.`,
      remedy: "Make room on the disk or make the folder writable, then restart Drover.",
      details: { dir: this.#deps.dir, reason },
    });
    this.#wakeCloser();
  }
}
