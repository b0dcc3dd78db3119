import { lstat, opendir } from "node:fs/promises";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { HealthReport } from "../../../shared/contract/health.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { ok } from "../../../shared/model/result.ts";

export interface FigureDeps {
  readonly version: string;
  readonly startedAt: number;
  /** Absolute. */
  readonly workspaceDir: string;
  /** Hosts of the live sessions, one entry a session. */
  hostsOfSessions(): readonly string[];
  isOutOfReach(host: string): boolean;
}

export interface Figures extends Disposable {
  readonly handlers: SomeHandlers<"health.show">;
}

const LOOP_RESOLUTION_MS = 20;
const NS_PER_MS = 1e6;
/** Work trees of large repositories have hundreds of thousands of files; nobody waits for all of them. */
const MOST_FILES = 40_000;

/** Measures the core while it lives, and counts the disk when asked. */
export function createFigures(deps: FigureDeps): Figures {
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  return {
    handlers: {
      "health.show": async (_input, _caller, signal) =>
        ok({
          core: {
            version: deps.version,
            node: process.version,
            pid: process.pid,
            startedAt: deps.startedAt,
            // A timer is measured that is due after the resolution: what exceeds that is delay.
            loopDelayP99Ms: Math.max(0, loop.percentile(99) / NS_PER_MS - LOOP_RESOLUTION_MS),
            memoryBytes: process.memoryUsage.rss(),
          },
          hosts: hostsOf(deps),
          folders: [...(await foldersOf(deps.workspaceDir, signal))],
        }),
    },
    [Symbol.dispose]() {
      loop.disable();
    },
  };
}

function hostsOf({ hostsOfSessions, isOutOfReach }: FigureDeps): HealthReport["hosts"] {
  const counts = new Map<string, number>();
  for (const host of hostsOfSessions()) counts.set(host, (counts.get(host) ?? 0) + 1);
  return [...counts].map(([id, sessions]) => ({ id, sessions, isOutOfReach: isOutOfReach(id) }));
}

/** The workspace's own folders, and those of each project, the largest first. */
export async function foldersOf(workspaceDir: string, signal: AbortSignal): Promise<HealthReport["folders"]> {
  const top = await childrenOf(workspaceDir);
  const projects = await childrenOf(path.join(workspaceDir, "projects"));
  const parts = await Promise.all(
    projects.map(async (project) =>
      (await childrenOf(path.join(workspaceDir, "projects", project))).map((part) =>
        path.join("projects", project, part),
      ),
    ),
  );
  const places = [...top.filter((name) => name !== "projects"), ...parts.flat()];
  const folders: HealthReport["folders"] = [];
  for (const place of places) {
    if (signal.aborted) break;
    folders.push({ path: place, ...(await sizeOf(path.join(workspaceDir, place), signal)) });
  }
  return folders.toSorted((a, b) => b.bytes - a.bytes);
}

/** Names of folders in a folder; none where it is not there. */
async function childrenOf(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) if (entry.isDirectory()) names.push(entry.name);
  } catch {
    // It may go while it is counted, and a workspace without projects has no folder for them.
  }
  return names;
}

async function sizeOf(folder: string, signal: AbortSignal): Promise<{ bytes: number; isCutShort: boolean }> {
  let bytes = 0;
  let files = 0;
  const ahead = [folder];
  for (let at = ahead.pop(); at !== undefined && files < MOST_FILES && !signal.aborted; at = ahead.pop()) {
    try {
      for await (const entry of await opendir(at)) {
        const place = path.join(at, entry.name);
        if (entry.isDirectory()) ahead.push(place);
        else {
          bytes += (await lstat(place)).size;
          files += 1;
        }
      }
    } catch {
      // What goes while it is counted takes no place any more.
    }
  }
  return { bytes, isCutShort: ahead.length > 0 };
}
