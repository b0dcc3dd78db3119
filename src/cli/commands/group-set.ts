import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "group set",
  summary: "Put agents into a group of yours, take some out, or rename it; one is made where none has that name.",
  details:
    "An agent may be in several groups. The window shows them in its tree, on the wall and where several agents are told something.",
  examples: [
    { line: "group set front --add otter --add ada", why: "Makes it, if need be." },
    { line: "group set front --take otter --name frontend", why: "Takes one out and renames it." },
  ],
  args: { group: { label: "GROUP", summary: "Its name or id." } },
  options: {
    add: { kind: "text", label: "AGENT", names: "agent", many: true, summary: "Put in; as often as you like." },
    take: { kind: "text", label: "AGENT", names: "agent", many: true, summary: "Take out; as often as you like." },
    name: { kind: "text", label: "NAME", summary: "Its new name." },
  },
  async run(context, { group }, { add, take, name }) {
    const set = await context.call("group.set", { group, add: [...add], take: [...take], name });
    if (!set.ok) return set;
    const { agents } = set.value;
    return context.print(
      set.value,
      () => `${context.style("cyan", neutralise(set.value.name))}  ${agents.join(" ") || "nobody is in it"}\n`,
    );
  },
});
