import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CORE_ENDPOINT_FILE, type CoreEndpoint, parseCoreEndpoint } from "../../shared/wire/endpoint.ts";
import { writeFileAtomic } from "../core/platform/fs/atomic-write.ts";

/** Undefined where there is none, or where it cannot be read. It may be stale: its core may be dead. */
export function readEndpoint(workspaceDir: string): CoreEndpoint | undefined {
  try {
    return parseCoreEndpoint(readFileSync(path.join(workspaceDir, CORE_ENDPOINT_FILE), "utf8"));
  } catch {
    return undefined;
  }
}

/** Says where the core is, to those who may read the user's files. Taken back by `dispose`, unless another core took over. */
export async function publishEndpoint(workspaceDir: string, endpoint: CoreEndpoint): Promise<Disposable> {
  const file = path.join(workspaceDir, CORE_ENDPOINT_FILE);
  await writeFileAtomic(file, `${JSON.stringify(endpoint, undefined, 2)}\n`, { mode: 0o600 });
  return {
    [Symbol.dispose]() {
      if (readEndpoint(workspaceDir)?.instance === endpoint.instance) rmSync(file, { force: true });
    },
  };
}
