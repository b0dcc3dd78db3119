import { closeSync, fdatasync, openSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

// The baselines of the ledger's bench: the plainest ways to make the same bytes durable.

/** Runs `count` steps by `writers` at once, each with its next as soon as the one before is done; answers steps a second. */
export async function perSecond(
  count: number,
  writers: number,
  step: (n: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const write = async () => {
    for (let n = next++; n < count; n = next++) await step(n);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, write));
  return (count * 1_000) / (performance.now() - began);
}

/** The plainest group commit: what waits is written, then synced. */
export async function appendsPerSecond(
  file: string,
  lines: readonly string[],
  { count, writers }: { readonly count: number; readonly writers: number },
): Promise<number> {
  const handle = await open(file, "ax");
  let waiting: { readonly line: string; readonly settle: () => void }[] = [];
  let isRunning = false;
  const commit = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await handle.appendFile(batch.map(({ line }) => line).join(""));
      await handle.datasync();
      for (const { settle } of batch) settle();
    }
    isRunning = false;
  };
  const append = (line: string) =>
    new Promise<void>((settle) => {
      waiting.push({ line, settle });
      if (!isRunning) void commit();
    });
  const rate = await perSecond(count, writers, (n) => append(lines[n % lines.length] ?? ""));
  await handle.close();
  return rate;
}

/** A row a transaction in WAL mode with synchronous=FULL: SQLite's calls wait, so that writers cannot share a sync. */
export function insertsPerSecond(file: string, lines: readonly string[], count: number): number {
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE changes (seq INTEGER PRIMARY KEY, json TEXT)",
  );
  const insert = database.prepare("INSERT INTO changes (json) VALUES (?)");
  const began = performance.now();
  for (let n = 0; n < count; n += 1) insert.run(lines[n % lines.length] ?? "");
  const rate = (count * 1_000) / (performance.now() - began);
  database.close();
  return rate;
}

/** A file to which one line at a time is written and synced; answers how long each took, in ms. */
export function syncedFile(file: string): { write(line: string): Promise<number> } & Disposable {
  const fd = openSync(file, "ax");
  return {
    write(line) {
      const began = performance.now();
      writeSync(fd, line);
      return new Promise((resolve, reject) => {
        fdatasync(fd, (error) => {
          if (error === null) resolve(performance.now() - began);
          else reject(error);
        });
      });
    },
    [Symbol.dispose]() {
      closeSync(fd);
    },
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
