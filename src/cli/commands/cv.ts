import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { capabilityCard } from "../output/capability.ts";
import { pastTime } from "../past-time.ts";

export const command = defineCommand({
  name: "cv",
  summary: "Show what an agent, a runtime or a model has done: its capability record.",
  details:
    "Made of facts whenever it is asked for, and stored nowhere: items, submissions, gates, conflicts, sessions, time, tokens and cost. Each figure comes with what it was counted from.",
  examples: [
    { line: "cv otter", why: "One agent." },
    { line: "cv --runtime claude --since 30d", why: "Everything that a runtime did lately." },
    { line: "cv --model claude-opus-4-7 --json", why: "A model, for a program." },
  ],
  args: { agent: { label: "AGENT", names: "agent", optional: true } },
  options: {
    runtime: { kind: "text", label: "ID", names: "runtime", summary: "What was done with this runtime." },
    model: { kind: "text", label: "MODEL", summary: "What was done with this model, by its name in transcripts." },
    since: { kind: "text", label: "WHEN", summary: "Items that ended since then: 30d, yesterday, 2026-01-31." },
  },
  async run(context, { agent }, { runtime, model, since }) {
    if (agent === undefined && runtime === undefined && model === undefined) {
      return fail("usage", "Say whose record: an agent's, a runtime's or a model's.", {
        remedy: "drover cv AGENT, drover cv --runtime ID or drover cv --model MODEL.",
      });
    }
    const from = pastTime(since);
    if (!from.ok) return from;
    const record = await context.call("agent.cv", { agent, runtime, model, since: from.value });
    if (!record.ok) return record;
    return context.print(record.value, () => capabilityCard(record.value, context));
  },
});
