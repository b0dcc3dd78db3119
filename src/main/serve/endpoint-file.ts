import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CORE_ENDPOINT_FILE, type CoreEndpoint, parseCoreEndpoint } from "../../shared/wire/endpoint.ts";
import type { Clock } from "../core/base/clock.ts";
import { writeFileAtomic } from "../core/platform/fs/atomic-write.ts";
import { keepInPlace } from "./keep-in-place.ts";

/** Undefined where there is none, or where it cannot be read. It may be stale: its core may be dead. */
export function readEndpoint(workspaceDir: string): CoreEndpoint | undefined {
  try {
    return parseCoreEndpoint(readFileSync(path.join(workspaceDir, CORE_ENDPOINT_FILE), "utf8"));
  } catch {
    return undefined;
  }
}

export interface EndpointDeps {
  readonly clock: Clock;
  report(error: unknown): void;
}

/**
 * Says where the core is, to those who may read the user's files, and again should the file vanish. Taken back by
 * `dispose`, unless another core took over.
 */
export async function publishEndpoint(
  workspaceDir: string,
  endpoint: CoreEndpoint,
  deps: EndpointDeps,
): Promise<AsyncDisposable> {
  const file = path.join(workspaceDir, CORE_ENDPOINT_FILE);
  const write = () => writeFileAtomic(file, `${JSON.stringify(endpoint, undefined, 2)}\n`, { mode: 0o600 });
  await write();
  const keeper = keepInPlace({ ...deps, isInPlace: () => existsSync(file), restore: write });
  return {
    async [Symbol.asyncDispose]() {
      await keeper[Symbol.asyncDispose]();
      if (readEndpoint(workspaceDir)?.instance === endpoint.instance) rmSync(file, { force: true });
    },
  };
}
