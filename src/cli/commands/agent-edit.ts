import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent edit",
  summary: "Change an agent's runtime, model or specialities; they count from its next session on.",
  examples: [
    { line: "agent edit ada --runtime codex --model gpt-5", why: "Its next session runs on that." },
    { line: "agent edit ada --speciality tests --speciality database", why: "Replaces what it is good at." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Its agent CLI." },
    model: { kind: "text", label: "MODEL", summary: "As its agent CLI names it." },
    "no-model": { kind: "flag", summary: "Whatever its agent CLI chooses." },
    speciality: { kind: "text", label: "NAME", many: true, summary: "Replaces all; several times." },
    "no-specialities": { kind: "flag", summary: "Good at nothing in particular." },
  },
  async run(context, { agent }, options) {
    const specialities = chosen(options.speciality, options["no-specialities"]);
    const model = options["no-model"] ? null : options.model;
    const edited = await context.call("agent.edit", { agent, runtime: options.runtime, model, specialities });
    if (!edited.ok) return edited;
    return context.print(edited.value, () => agentCard(edited.value, context.style));
  },
});

/** Undefined leaves them as they are: an option that may be given several times is an empty list where it was not. */
function chosen(names: readonly string[] | undefined, isNone: boolean): string[] | undefined {
  if (isNone) return [];
  return names === undefined || names.length === 0 ? undefined : [...names];
}
