import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "mq discard",
  summary: "Take a submission out of the queue for good.",
  details:
    "Its commits are kept as a salvage, which `drover salvage restore` brings back. Its item is open and nobody's; it rests until it is slung again, unless told otherwise.",
  examples: [
    { line: 'mq discard sub-7fk --reason "We do it another way."', why: "Its item rests." },
    { line: "mq discard sub-7fk --release", why: "Somebody begins it anew." },
  ],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {
    reason: { kind: "text", label: "TEXT", summary: "Why, for whoever looks at it later." },
    release: { kind: "flag", summary: "Its convoy hands the item out again." },
  },
  async run(context, { submission }, { reason, release }) {
    const item = release ? "release" : "park";
    const gone = await context.call("mq.discard", { submission, reason, item });
    if (!gone.ok) return gone;
    const { style } = context;
    return context.print(gone.value, () => {
      const { submission: one, salvage } = gone.value;
      return `${style("cyan", one.id)}  discarded; its commits are kept as ${style("cyan", neutralise(salvage))}\n`;
    });
  },
});
