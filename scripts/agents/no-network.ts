import { spawnSync } from "node:child_process";

/** What is put before a command so that it, and all that it starts, has no network but loopback. */
export type Prefix = readonly string[];

const BRING_UP = 'ip link set lo up && exec "$@"';

/** Undefined where the machine does not let us: it is not Linux, or namespaces are closed to users. */
export function withoutNetwork(): Prefix | undefined {
  const unshare = process.getuid?.() === 0 ? ["unshare", "--net"] : ["unshare", "--map-root-user", "--net"];
  const prefix = [...unshare, "--", "sh", "-c", BRING_UP, "without-network"];
  const [command, ...args] = [...prefix, "true"];
  return spawnSync(command ?? "", args, { stdio: "ignore" }).status === 0 ? prefix : undefined;
}
