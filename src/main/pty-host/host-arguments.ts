import { parseArgs } from "node:util";

export interface HostArguments {
  /** Names the endpoint file: letters, digits and hyphens. */
  readonly id: string;
  /** Where to listen: a path of at most 100 bytes in a folder of the user alone, or a named pipe. */
  readonly socket: string;
  /** The folder of endpoint files. */
  readonly endpoints: string;
  readonly version: string;
  /** So long a host without running sessions waits for a core. */
  readonly idleMs: number;
  /** So long it keeps the exit codes and screens of ended sessions for a core that is away. */
  readonly keepEndedMs: number;
}

const MINUTE_MS = 60_000;
const DEFAULT_IDLE_MS = MINUTE_MS;
const DEFAULT_KEEP_ENDED_MS = 24 * 60 * MINUTE_MS;

/** Throws for anything it does not know: the core starts hosts, no person does. */
export function parseHostArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      id: { type: "string" },
      socket: { type: "string" },
      endpoints: { type: "string" },
      version: { type: "string" },
      "idle-ms": { type: "string", default: String(DEFAULT_IDLE_MS) },
      "keep-ended-ms": { type: "string", default: String(DEFAULT_KEEP_ENDED_MS) },
    },
  });
  const { id, socket, endpoints, version } = values;
  if (id === undefined || !/^[a-z0-9-]{1,40}$/.test(id)) {
    throw new Error("A PTY host needs --id of letters and digits.");
  }
  if (socket === undefined || endpoints === undefined || version === undefined) {
    throw new Error("A PTY host needs --socket, --endpoints and --version.");
  }
  return {
    id,
    socket,
    endpoints,
    version,
    idleMs: milliseconds(values["idle-ms"]),
    keepEndedMs: milliseconds(values["keep-ended-ms"]),
  };
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text} is not a number of milliseconds.`);
  return value;
}
