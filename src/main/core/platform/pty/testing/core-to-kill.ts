import { openHosts } from "./hosts.ts";

/**
 * Plays a core that is killed: starts the sessions it is told of (JSON on the command line) in the workspace, says
 * `ready` when each has written something, and then does nothing for ever.
 */
const [workspaceDir = "", json = "[]"] = process.argv.slice(2);
const commands: unknown = JSON.parse(json);
const { hosts, event } = openHosts(workspaceDir);
await hosts.attach();
if (!Array.isArray(commands)) throw new Error("A list of shell commands is needed.");
for (const [index, command] of commands.entries()) {
  const session = `s${index}`;
  const spawned = await hosts.spawn({
    session,
    file: "/bin/sh",
    args: ["-c", String(command)],
    cwd: workspaceDir,
    env: { PATH: process.env["PATH"] ?? "" },
    cols: 80,
    rows: 24,
  });
  if (!spawned.ok) throw new Error(spawned.error.message);
  await event((each) => each.type === "output" && each.session === session);
}
process.stdout.write("ready\n");
// The heartbeat's timer does not keep the process; a core has better reasons to stay.
setInterval(() => {}, 60_000);
