import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { type Nudge, nudge as nudgeSchema } from "../../../shared/model/nudge.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";

/** The nudges of a workspace, newest changes in memory, every change in a local file before it is relied on. */
export interface NudgeStore {
  /** Reads what an earlier core wrote; to be awaited before the others, and cheap when done. */
  load(): Promise<void>;
  get(id: string): Nudge | undefined;
  /** Oldest first. */
  all(): readonly Nudge[];
  /** Those of the agent that are not settled, oldest first. */
  openOf(agent: IdentityPath): readonly Nudge[];
  /** Takes it in at once; resolves when it is on disk. */
  put(nudge: Nudge): Promise<void>;
  /** Resolves when everything is on disk. */
  drain(): Promise<void>;
}

/** Settled ones that are kept, to be looked at. */
const KEPT_SETTLED = 500;
/** Lines in the file beyond the records that are kept, before it is written anew. */
const SPARE_LINES = 2_000;

/**
 * A line of JSON for each change, the last of an id counts: one append a change, and a kill at any instant costs at most
 * a torn last line. The file is written anew when it has grown, so that it stays below a few megabytes.
 */
export function createNudgeStore(file: string, report: (error: unknown) => void): NudgeStore {
  const nudges = new Map<string, Nudge>();
  const openIds = new Set<string>();
  let loading: Promise<void> | undefined;
  let lines = 0;
  let pending: string[] = [];
  let writing: Promise<void> | undefined;

  function take(nudge: Nudge): void {
    nudges.set(nudge.id, nudge);
    if (nudge.settledAt === undefined) openIds.add(nudge.id);
    else openIds.delete(nudge.id);
  }

  async function read(): Promise<void> {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw error;
    });
    const written = text.split("\n").filter((line) => line !== "");
    const damaged: string[] = [];
    for (const line of written) {
      const parsed = nudgeSchema.safeParse(parseJson(line));
      if (parsed.success) take(parsed.data);
      else damaged.push(line);
    }
    lines = written.length;
    if (damaged.length > 0) {
      await writeFileAtomic(`${file}.damaged`, `${damaged.join("\n")}\n`);
      report(new Error(`${damaged.length} lines of ${file} make no sense; they were set aside in ${file}.damaged.`));
    }
    // A torn last line must not swallow the next one.
    if (damaged.length > 0) await rewrite();
  }

  function forgetOldest(): void {
    const settled = [...nudges.values()].filter(({ settledAt }) => settledAt !== undefined);
    for (const { id } of settled.slice(0, Math.max(0, settled.length - KEPT_SETTLED))) nudges.delete(id);
  }

  async function rewrite(): Promise<void> {
    forgetOldest();
    const all = [...nudges.values()];
    await createPrivateDirectory(path.dirname(file));
    await writeFileAtomic(file, all.map((nudge) => `${JSON.stringify(nudge)}\n`).join(""));
    lines = all.length;
  }

  async function append(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      if (lines + batch.length > openIds.size + KEPT_SETTLED + SPARE_LINES) {
        // What waits is in memory already, and so in what is written.
        await rewrite();
        continue;
      }
      await createPrivateDirectory(path.dirname(file));
      const handle = await open(file, "a", 0o600);
      try {
        await handle.writeFile(batch.join(""));
        await handle.datasync();
      } finally {
        await handle.close();
      }
      lines += batch.length;
    }
  }

  return {
    load: () => (loading ??= read()),
    get: (id) => nudges.get(id),
    all: () => [...nudges.values()],
    openOf: (agent) =>
      [...openIds].flatMap((id) => {
        const nudge = nudges.get(id);
        return nudge?.agent === agent ? [nudge] : [];
      }),
    put(nudge) {
      take(nudge);
      pending.push(`${JSON.stringify(nudge)}\n`);
      writing ??= append().finally(() => {
        writing = undefined;
      });
      return writing;
    },
    async drain() {
      await writing;
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
