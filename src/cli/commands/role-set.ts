import { HOLDERS, SINGLE_ROLES } from "../../shared/model/identity.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "role set",
  summary: "Say who holds a role: Drover's own rules, an agent beside them, or nobody.",
  details:
    "built-in costs no tokens. With agent, the rules go on, and a session is kept up for what needs judgement. " +
    "With off, the role's work rests; `drover role list` says what that means.",
  examples: [
    { line: "role set manager agent --runtime claude", why: "Somebody to plan with: drover agent attach manager" },
    {
      line: "role set merge-coordinator off --project shop",
      why: "What is submitted there is kept, and nothing lands.",
    },
  ],
  args: { role: { label: "ROLE", choices: SINGLE_ROLES }, holder: { label: "HOLDER", choices: HOLDERS } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "For a role that each project has." },
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "With agent: its agent CLI." },
    model: { kind: "text", label: "MODEL", summary: "With agent: as its agent CLI names it." },
  },
  async run(context, args, options) {
    const set = await context.call("role.set", { ...args, ...options });
    if (!set.ok) return set;
    const { path } = set.value;
    const next = args.holder === "agent" ? ` Talk with it: drover agent attach ${path}` : "";
    return context.print(set.value, () => `${path}: ${args.holder}.${next}\n`);
  },
});
