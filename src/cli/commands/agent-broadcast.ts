import { findGroup } from "../../shared/contract/agent-group.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { NUDGE_OPTIONS } from "../nudge-options.ts";
import { neutralise } from "../output/neutralise.ts";
import { nudgeLine } from "../output/nudges.ts";

/** Who is in a group; undefined where none is named. */
async function membersOf(context: CommandContext, group: string | undefined) {
  if (group === undefined) return ok(undefined);
  const listed = await context.call("group.list", {});
  if (!listed.ok) return listed;
  const found = findGroup(listed.value.groups, group);
  if (found === undefined) {
    return fail("group-not-found", `There is no group ${group}.`, { remedy: "List them with `drover group list`." });
  }
  if (found.agents.length === 0) {
    return fail("nobody-to-tell", `Nobody is in the group ${found.name}.`, {
      remedy: `Put somebody in: drover group set ${found.name} --add AGENT`,
    });
  }
  return ok(found.agents);
}

export const command = defineCommand({
  name: "agent broadcast",
  summary: "Tell several agents the same, one of them first where you ask for that.",
  details:
    "Without --to it is for all agents that have a session. With --canary the first of them gets it, and the others only after it has acted on it. Each has a receipt of its own: drover nudge list.",
  examples: [
    { line: 'agent broadcast "The API is frozen until noon" --project shop', why: "Everybody at work in a project." },
    {
      line: 'agent broadcast "Rebase on main" --to otter --to ada --canary',
      why: "Otter first; ada if that went well.",
    },
    { line: 'agent broadcast "Use the new API" --group front', why: "Those of a group: drover group list." },
    { line: 'agent broadcast "Stop" --dry-run', why: "Whom it would reach." },
  ],
  args: { text: { label: "TEXT" } },
  options: {
    to: { kind: "text", label: "AGENT", names: "agent", many: true, summary: "That agent; as often as you like." },
    group: { kind: "text", label: "GROUP", summary: "Those of a group of yours." },
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Those of one project." },
    canary: { kind: "flag", summary: "Wait for the first to act on it before the others get it." },
    "dry-run": { kind: "flag", summary: "Only say whom it would reach." },
    wait: { ...NUDGE_OPTIONS.wait, summary: "Time that the first one has; 120 unless told." },
    expires: NUDGE_OPTIONS.expires,
  },
  async run(context, { text }, { to, group, project, canary, "dry-run": dryRun, wait, expires }) {
    const members = await membersOf(context, group);
    if (!members.ok) return members;
    const agents = to.length === 0 && members.value === undefined ? undefined : [...to, ...(members.value ?? [])];
    const sent = await context.call("agent.broadcast", { text, agents, project, canary, dryRun, wait, expires });
    if (!sent.ok) return sent;
    const { recipients, notRunning, stopped } = sent.value;
    return context.print(sent.value, () => {
      const lines = recipients.map(({ agent, nudge }) =>
        nudge === undefined
          ? `${agent}  ${dryRun ? "would be told" : "was not told"}\n`
          : nudgeLine(nudge, context.style),
      );
      const absent = notRunning.map((agent) => `${agent}  has no session running\n`);
      const halt = stopped === undefined ? "" : `${context.style("red", neutralise(stopped))} Nobody else was told.\n`;
      return [...lines, ...absent, halt].join("");
    });
  },
});
