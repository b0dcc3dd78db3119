import { fail } from "../../shared/model/result.ts";
import { awaitRelease } from "../await-release.ts";
import { connectToCore, readEndpoint } from "../connect.ts";
import { defineCommand } from "../command.ts";
import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import type { CoreEnding } from "../../shared/contract/workspace.ts";
import type { Io } from "../io.ts";
import { neutralise } from "../output/neutralise.ts";

/** Agents have five seconds to leave, and whatever lands has to be written down. */
const ENDING_MS = 60_000;

export const command = defineCommand({
  name: "stop",
  summary: "Stop the core.",
  details:
    "Agents go on in their terminals and are attached to again at the next start, unless --hand-off or --agents ends them first. With --hand-off each agent with work is asked to hand off: it notes what its successor should know, and everything in its worktree is saved, also what is not committed. Those who have not done so in time are saved as they are. Nothing new begins meanwhile; given again with a shorter --within, it stops sooner.",
  examples: [
    { line: "stop", why: "Agents go on." },
    { line: "stop --hand-off", why: "Agents come to a good point first; the next start goes on from there." },
    { line: "stop --hand-off --within 0", why: "Everything is saved as it is, now." },
    { line: "stop --agents", why: "Agents are ended; what they have is kept in their worktrees." },
  ],
  args: {},
  options: {
    agents: { kind: "flag", summary: "End all agents first." },
    "hand-off": { kind: "flag", summary: "Have agents hand off and end them first." },
    within: {
      kind: "number",
      label: "SECONDS",
      min: 0,
      max: 3600,
      summary: "Time that they have to hand off; 120 unless told.",
    },
  },
  async run(context, _args, { agents, "hand-off": isHandOff, within }) {
    if (agents && isHandOff) {
      return fail("bad-input", "--agents ends agents as they are, --hand-off lets them hand off.", {
        remedy: "Give one of the two.",
      });
    }
    if (within !== undefined && !isHandOff) {
      return fail("bad-input", "--within is the time for --hand-off.", { remedy: "Give both, or neither." });
    }
    const workspace = context.workspace();
    if (!workspace.ok) return workspace;
    const wire = await connectToCore({ workspace: workspace.value, env: context.io.env });
    if (!wire.ok) {
      return wire.error.code === "no-core" ? fail("no-core", `No core runs for ${workspace.value}.`) : wire;
    }
    const pid = readEndpoint(workspace.value)?.pid;
    const client = contractClient(wire.value);
    const unfollow = isHandOff && !context.json ? followHandOffs(client, context) : undefined;
    const withinMs = within === undefined ? {} : { withinMs: within * 1000 };
    const mode = isHandOff ? "hand-off" : agents ? "stop" : "keep";
    const stopping = await client.call("core.stop", { agents: mode, ...withinMs }, context.signal);
    unfollow?.();
    if (!stopping.ok && stopping.error.code !== "disconnected") return stopping;
    await wire.value.closed;
    if (pid !== undefined && !(await awaitRelease(workspace.value, pid, ENDING_MS))) {
      return fail("still-ending", `The core (process ${pid}) is still ending after ${ENDING_MS / 1000} seconds.`, {
        remedy: "Wait for it; if it hangs, end that process: what was acknowledged is safe.",
      });
    }
    const partings = stopping.ok ? stopping.value.partings : undefined;
    return context.print({ stopped: true, ...(partings === undefined ? {} : { partings }) }, () => {
      if (isHandOff) return "The core has stopped. The next start goes on with what was handed off.\n";
      return agents
        ? "The core has stopped, and its agents with it.\n"
        : "The core has stopped. Agents at work go on.\n";
    });
  },
});

const PARTED: Readonly<Record<CoreEnding["agents"][number]["state"], string>> = {
  asked: "is asked to hand off",
  "handed-off": "has handed off",
  saved: "had not handed off, and is saved as it is",
  failed: "could not be saved; all is in its worktree still:",
};

/** Tells of each agent as it parts from its work; answers what ends the telling. */
function followHandOffs(client: ContractClient, { io }: { readonly io: Io }): () => void {
  const told = new Map<string, string>();
  return client.watch(
    "core.ending",
    {},
    {
      event({ agents }) {
        for (const { agent, state, message } of agents) {
          if (told.get(agent) === state) continue;
          told.set(agent, state);
          io.warn(`${agent} ${PARTED[state]}${message === undefined ? "" : ` ${neutralise(message)}`}\n`);
        }
      },
      end: () => {},
    },
  );
}
