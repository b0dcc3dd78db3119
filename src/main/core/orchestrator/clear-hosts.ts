import type { PtyHosts } from "../platform/pty/pty-hosts.ts";

/** Time an agent has to leave when the user quits and stops everybody. */
const STOP_GRACE_MS = 5_000;

/** Ends what runs and forgets what has ended, so that the hosts have nothing to stay for. */
export async function clearHosts(
  hosts: Pick<PtyHosts, "stop" | "list" | "collect">,
  live: readonly string[],
): Promise<void> {
  await Promise.all(live.map((id) => hosts.stop(id, STOP_GRACE_MS)));
  await Promise.all((await hosts.list()).map(({ session }) => hosts.collect(session)));
}
