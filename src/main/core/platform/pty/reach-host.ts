import { readFile } from "node:fs/promises";
import type { Result } from "../../../../shared/model/result.ts";
import {
  OLDEST_PTY_HOST_PROTOCOL,
  PTY_HOST_PROTOCOL,
  type PtyHostEndpoint,
} from "../../../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../../base/clock.ts";
import { mayBeAlive } from "./host-files.ts";

/** What a failed connection to a host means for what it runs. */
export type Reach<T> =
  | { readonly kind: "connected"; readonly host: T }
  /** Nothing of it is left. */
  | { readonly kind: "gone" }
  /** It may still run its sessions, and cannot be spoken to: to be tried again, and nothing of it taken for lost. */
  | { readonly kind: "out-of-reach"; readonly reason: string };

export interface ReachDeps<T> {
  readonly clock: Clock;
  connect(endpoint: PtyHostEndpoint): Promise<Result<T>>;
}

/** Time for a host to put its socket back after it was asked to. */
const RESTORE_MS = 2_000;
const LOOK_MS = 100;

/**
 * Connects to a host that an endpoint file tells of. One whose socket was removed while its process lives is asked to put
 * it back. Hosts of older builds are spoken to as far back as OLDEST_PTY_HOST_PROTOCOL; newer protocols cannot be.
 */
export async function reachHost<T>(endpoint: PtyHostEndpoint, { clock, connect }: ReachDeps<T>): Promise<Reach<T>> {
  const { id, pid, protocol, version } = endpoint;
  if (!mayBeAlive(pid)) return { kind: "gone" };
  if (protocol > PTY_HOST_PROTOCOL || protocol < OLDEST_PTY_HOST_PROTOCOL) {
    if ((await isHost(endpoint)) === false) return { kind: "gone" };
    const reason = `PTY host ${id} is of Drover ${version}, whose protocol ${protocol} this one does not speak. Its sessions go on; use that version to see them, or end it with kill ${pid}.`;
    return { kind: "out-of-reach", reason };
  }
  let last = await connect(endpoint);
  if (last.ok) return { kind: "connected", host: last.value };
  if (last.error.code !== "host-gone") return { kind: "out-of-reach", reason: last.error.message };
  // Where it cannot be told whose number that is, a process that nobody can reach is as good as gone.
  if ((await isHost(endpoint)) !== true) return { kind: "gone" };
  ask(pid);
  for (let waited = 0; waited < RESTORE_MS; waited += LOOK_MS) {
    await new Promise<void>((resolve) => {
      clock.after(LOOK_MS, resolve);
    });
    if (!mayBeAlive(pid)) return { kind: "gone" };
    last = await connect(endpoint);
    if (last.ok) return { kind: "connected", host: last.value };
    if (last.error.code !== "host-gone") break;
  }
  return (await isHost(endpoint)) === false
    ? { kind: "gone" }
    : {
        kind: "out-of-reach",
        reason: `PTY host ${id} runs as process ${pid}, and nothing listens at ${endpoint.socket}.`,
      };
}

/** Whether the process of that number is that very host; undefined where the system does not tell without asking a program. */
async function isHost({ pid, id }: PtyHostEndpoint): Promise<boolean | undefined> {
  if (process.platform !== "linux") return undefined;
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const words = line.split("\0");
  return words.some((word, at) => word === "--id" && words[at + 1] === id);
}

/** Hosts put their socket back at a SIGHUP; those of older builds ignore it. */
function ask(pid: number): void {
  try {
    process.kill(pid, "SIGHUP");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
