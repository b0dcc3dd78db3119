import { appendFile, readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { type TimelineEntry, timelineEntry } from "../../../shared/model/session-signal.ts";
import type { Clock } from "../base/clock.ts";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { isMissing } from "../platform/fs/exists.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";

/** What sessions did over time, one small file a session. Local, bounded, and kept a while after the session. */
export interface Timelines {
  /** Takes note of a state that differs from the last one; the write follows within moments. */
  record(status: SessionStatus): void;
  /** Oldest first; empty when nothing is known. Lines that cannot be read are left out. */
  read(session: string): Promise<readonly TimelineEntry[]>;
  /** Removes what is too old. To be called at the start. */
  sweep(): Promise<void>;
  /** Resolves when all that was recorded is written. */
  drain(): Promise<void>;
}

export interface TimelinesDeps {
  readonly folder: string;
  readonly clock: Clock;
  report(error: unknown): void;
}

/** Changes of one moment are written together. */
const WRITE_AFTER_MS = 500;
/** About 1,500 states; a session that changes every minute fills it in a day, and then keeps its newer half. */
export const MAX_TIMELINE_BYTES = 256 * 1024;
const KEPT_MS = 14 * 24 * 60 * 60_000;
/** The oldest go first; a hundred agents with ten sessions a day for a fortnight would be more. */
const MAX_FILES = 5_000;

interface Writer {
  last: TimelineEntry["state"] | undefined;
  waiting: string[];
  timer: Disposable | undefined;
  writing: Promise<void>;
}

export function createTimelines({ folder, clock, report }: TimelinesDeps): Timelines {
  const writers = new Map<string, Writer>();
  const fileOf = (session: string) => path.join(folder, `${session}.jsonl`);

  async function write(session: string, writer: Writer): Promise<void> {
    const text = writer.waiting.splice(0).join("");
    if (text === "") return;
    const file = fileOf(session);
    await createPrivateDirectory(folder);
    await appendFile(file, text, { mode: 0o600 });
    if ((await stat(file)).size <= MAX_TIMELINE_BYTES) return;
    const whole = await readFile(file, "utf8");
    const cut = whole.indexOf("\n", whole.length - MAX_TIMELINE_BYTES / 2) + 1;
    await writeFileAtomic(file, whole.slice(cut), { durable: false });
  }

  function flush(session: string, writer: Writer): Promise<void> {
    writer.timer?.[Symbol.dispose]();
    writer.timer = undefined;
    writer.writing = writer.writing.then(() => write(session, writer)).catch(report);
    return writer.writing;
  }

  function writerOf(session: string): Writer {
    let writer = writers.get(session);
    if (writer === undefined) {
      writer = { last: undefined, waiting: [], timer: undefined, writing: Promise.resolve() };
      writers.set(session, writer);
    }
    return writer;
  }

  return {
    record(status) {
      const { session, state } = status;
      const writer = writerOf(session);
      if (writer.last === state) return;
      writer.last = state;
      writer.waiting.push(`${JSON.stringify(entryOf(status))}\n`);
      const isOver = state === "exited" || state === "lost";
      if (isOver) {
        void flush(session, writer).then(() => {
          if (writer.waiting.length === 0) writers.delete(session);
        });
      } else {
        writer.timer ??= clock.after(WRITE_AFTER_MS, () => {
          void flush(session, writer);
        });
      }
    },
    async read(session) {
      const writer = writers.get(session);
      if (writer !== undefined) await flush(session, writer);
      try {
        return parse(await readFile(fileOf(session), "utf8"));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async sweep() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const files = await Promise.all(
        names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
      );
      const newest = files.toSorted((a, b) => b.at - a.at);
      const old = newest.filter(({ at }, index) => index >= MAX_FILES || clock.now() - at > KEPT_MS);
      for (const { name } of old) await rm(path.join(folder, name), { force: true });
    },
    async drain() {
      await Promise.all([...writers].map(([session, writer]) => flush(session, writer)));
    },
  };
}

function entryOf({
  session,
  state,
  source,
  reliability,
  evidence,
  since,
  until,
  context,
}: SessionStatus): TimelineEntry {
  const fill = context === undefined ? undefined : { used: context.used, size: context.size };
  return {
    session,
    at: since,
    state,
    source,
    reliability,
    evidence: evidence.slice(0, 300),
    ...(until === undefined ? {} : { until }),
    ...(fill === undefined ? {} : { context: fill }),
  };
}

/** One bad line never takes the rest down: the last may have been cut by a crash. */
function parse(text: string): TimelineEntry[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      const entry = timelineEntry.safeParse(JSON.parse(line));
      return entry.success ? [entry.data] : [];
    } catch {
      return [];
    }
  });
}
