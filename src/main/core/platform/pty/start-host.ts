import { watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { PtyHostEndpoint } from "../../../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../../base/clock.ts";
import { shortId } from "../../base/short-id.ts";
import type { ProcessRunner } from "../process/process-runner.ts";
import { mayBeAlive, readEndpoint } from "./host-files.ts";

/** What is needed to start hosts. */
export interface HostStarter {
  readonly workspaceDir: string;
  /** Where hosts listen: a short path for each id. */
  socketPath(id: string): string;
  readonly runner: Pick<ProcessRunner, "detach">;
  /** The Node that runs hosts, and the host's entry file. */
  readonly nodePath: string;
  readonly hostEntry: string;
  readonly version: string;
  /** Of the host process itself; sessions get theirs with the request. */
  readonly hostEnv: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** How long a host without sessions and core stays. */
  readonly hostIdleMs?: number;
}

/** Starting takes a tenth of a second; on a machine that is busy with thirty agents, some. */
const START_MS = 20_000;

/** Starts a host and waits for its endpoint file. Its output is logged beside that. */
export async function startHost(deps: HostStarter & { readonly endpoints: string }): Promise<Result<PtyHostEndpoint>> {
  const { endpoints, clock } = deps;
  await mkdir(endpoints, { recursive: true, mode: 0o700 });
  const id = shortId("host", () => false);
  const logFile = join(endpoints, `${id}.log`);
  const idle = deps.hostIdleMs === undefined ? [] : ["--idle-ms", String(deps.hostIdleMs)];
  const announced = endpointAppears(endpoints, id);
  try {
    const pid = await deps.runner.detach({
      file: deps.nodePath,
      args: [
        deps.hostEntry,
        "--id",
        id,
        "--socket",
        deps.socketPath(id),
        "--endpoints",
        endpoints,
        "--version",
        deps.version,
        ...idle,
      ],
      cwd: deps.workspaceDir,
      env: deps.hostEnv,
      logFile,
    });
    const timeout = Promise.withResolvers<undefined>();
    const timer = clock.after(START_MS, () => {
      timeout.resolve(undefined);
    });
    const endpoint = await Promise.race([announced.found, timeout.promise]);
    timer[Symbol.dispose]();
    if (endpoint !== undefined) return ok(endpoint);
    return fail("host-start-failed", `A PTY host was started and is not ready after ${START_MS / 1000} s.`, {
      remedy: `${mayBeAlive(pid) ? "It still runs" : "It has ended"}; its log is ${logFile}.`,
    });
  } catch (error) {
    return fail("host-start-failed", `A PTY host could not be started: ${String(error)}`);
  } finally {
    announced.stop();
  }
}

/** The file is written whole and renamed into place, so the first sight of it is enough. */
function endpointAppears(folder: string, id: string): { readonly found: Promise<PtyHostEndpoint>; stop(): void } {
  const found = Promise.withResolvers<PtyHostEndpoint>();
  const look = () => {
    readEndpoint(folder, id).then((endpoint) => {
      if (endpoint !== undefined) found.resolve(endpoint);
    }, found.reject);
  };
  const watcher = watch(folder, look);
  watcher.on("error", found.reject);
  return {
    found: found.promise,
    stop() {
      watcher.close();
    },
  };
}
