import { defineCommand } from "../command.ts";
import { agentCard } from "../output/agents.ts";

export const command = defineCommand({
  name: "agent add",
  summary: "Make a crew member: a persistent agent with a name of your choice.",
  examples: [{ line: "agent add shop ada --runtime claude", why: "It becomes shop/crew/ada." }],
  args: { project: { label: "PROJECT", names: "project" }, name: { label: "NAME" } },
  options: {
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Its agent CLI; else the project's." },
    model: { kind: "text", label: "MODEL", summary: "As its agent CLI names it." },
    speciality: { kind: "text", label: "NAME", many: true, summary: "What it is good at; several times." },
  },
  async run(context, { project, name }, { runtime, model, speciality }) {
    const made = await context.call("agent.add", {
      project,
      name,
      runtime,
      model,
      specialities: speciality && [...speciality],
    });
    if (!made.ok) return made;
    return context.print(made.value, () => agentCard(made.value, context.style));
  },
});
