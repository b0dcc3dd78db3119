import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "sling",
  summary: "Put work on a hook: an agent's, or that of a worker made for it.",
  details:
    "Work slung without a convoy gets one of its own. A blocked item is queued and goes out when its last blocker closes; an agent that has work queues behind it.",
  examples: [
    { line: "sling shop-x3f", why: "A worker of its project is made for it." },
    { line: "sling shop-x3f --to shop/crew/ada", why: "To an agent of your choice." },
    { line: "sling shop-x3f shop-9ab --to shop --runtime claude", why: "To workers of a project with that runtime." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    to: { kind: "text", label: "TARGET", names: "agent", summary: "An agent or a project; else each item's project." },
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Of workers that are made." },
    convoy: { kind: "text", label: "CONVOY", names: "convoy", summary: "Add them to this convoy." },
  },
  async run(context, { items }, { to, runtime, convoy }) {
    const slung = await context.call("work.sling", { items: [...items], to, runtime, convoy });
    if (!slung.ok) return slung;
    const { style } = context;
    const core = await context.core();
    const note = core.ok && core.value.alone ? "No core runs: agents begin when one does (drover serve).\n" : "";
    return context.print(slung.value, () => {
      const lines = slung.value.assignments.map(({ item, agent, waitsFor }) => {
        const where =
          agent === undefined ? `waits for ${waitsFor ?? "its turn"}` : `on the hook of ${style("green", agent)}`;
        return `${style("cyan", item)}  ${where}\n`;
      });
      return `${lines.join("")}${style("dim", `convoy ${slung.value.convoy}`)}\n${note}`;
    });
  },
});
