import { defineCommand } from "../command.ts";
import { forgottenLines } from "../output/memory.ts";

export const command = defineCommand({
  name: "memory forget",
  summary: "Take entries out of a memory: what is settled, gone, or wrong.",
  examples: [{ line: "memory forget m-3f9a2c", why: "drover memory shows the ids." }],
  args: { entries: { label: "ID", many: true } },
  options: { agent: { kind: "text", label: "AGENT", names: "agent", summary: "Of that agent (the user may)." } },
  async run(context, { entries }, { agent }) {
    const gone = await context.call("memory.forget", { entries: [...entries], agent });
    if (!gone.ok) return gone;
    return context.print(gone.value, () => forgottenLines(gone.value.forgotten, context.style));
  },
});
