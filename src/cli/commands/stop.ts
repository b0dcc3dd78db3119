import { fail } from "../../shared/model/result.ts";
import { awaitRelease } from "../await-release.ts";
import { connectToCore, readEndpoint } from "../connect.ts";
import { defineCommand } from "../command.ts";
import { contractClient } from "../../shared/contract/client.ts";

/** Agents have five seconds to leave, and whatever lands has to be written down. */
const ENDING_MS = 60_000;

export const command = defineCommand({
  name: "stop",
  summary: "Stop the core.",
  details:
    "Agents go on in their terminals and are attached to again at the next start, unless --agents ends them first.",
  examples: [
    { line: "stop", why: "Agents go on." },
    { line: "stop --agents", why: "Agents are ended; what they have is kept in their worktrees." },
  ],
  args: {},
  options: { agents: { kind: "flag", summary: "End all agents first." } },
  async run(context, _args, { agents }) {
    const workspace = context.workspace();
    if (!workspace.ok) return workspace;
    const wire = await connectToCore({ workspace: workspace.value, env: context.io.env });
    if (!wire.ok) {
      return wire.error.code === "no-core" ? fail("no-core", `No core runs for ${workspace.value}.`) : wire;
    }
    const pid = readEndpoint(workspace.value)?.pid;
    const client = contractClient(wire.value);
    const stopping = await client.call("core.stop", { agents: agents ? "stop" : "keep" }, context.signal);
    if (!stopping.ok && stopping.error.code !== "disconnected") return stopping;
    await wire.value.closed;
    if (pid !== undefined && !(await awaitRelease(workspace.value, pid, ENDING_MS))) {
      return fail("still-ending", `The core (process ${pid}) is still ending after ${ENDING_MS / 1000} seconds.`, {
        remedy: "Wait for it; if it hangs, end that process: what was acknowledged is safe.",
      });
    }
    return context.print({ stopped: true }, () =>
      agents ? "The core has stopped, and its agents with it.\n" : "The core has stopped. Agents at work go on.\n",
    );
  },
});
