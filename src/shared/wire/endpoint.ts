/**
 * What a core tells others about itself in `<workspace>/.drover/endpoint.json` (mode 0600, written by rename, removed at
 * an orderly end). A file whose socket nobody listens on is stale: its core died.
 */
export interface CoreEndpoint {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  /** As in the wire's welcome. */
  readonly instance: string;
  /** Path of the local socket or named pipe. */
  readonly socket: string;
  /** Makes the bearer the user. */
  readonly token: string;
  /** Address of the browser face with its token in it, where it is served. */
  readonly url?: string;
}

/** Relative to the workspace. */
export const CORE_ENDPOINT_FILE = ".drover/endpoint.json";

/** Undefined for text that is no endpoint, e.g. of a file written by hand. */
export function parseCoreEndpoint(text: string): CoreEndpoint | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const e = raw as Readonly<Record<string, unknown>>;
  const { protocol, version, pid, instance, socket, token, url } = e;
  if (typeof protocol !== "number" || typeof pid !== "number") return undefined;
  if (typeof version !== "string" || typeof instance !== "string") return undefined;
  if (typeof socket !== "string" || typeof token !== "string") return undefined;
  return { protocol, version, pid, instance, socket, token, ...(typeof url === "string" ? { url } : {}) };
}
