import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "agent interrupt",
  summary: "Interrupt what an agent is doing, by its runtime's own key; its session goes on.",
  examples: [{ line: "agent interrupt otter", why: "Then tell it what to do instead: drover nudge otter …" }],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {},
  async run(context, { agent }) {
    const done = await context.call("agent.interrupt", { agent });
    if (!done.ok) return done;
    const { interrupted, reason } = done.value;
    const path = done.value.agent.path;
    return context.print(done.value, () =>
      interrupted ? `${path} stopped.\n` : `The key was pressed; ${neutralise(reason ?? "nothing was seen of it")}.\n`,
    );
  },
});
