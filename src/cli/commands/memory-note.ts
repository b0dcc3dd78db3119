import { MEMORY_KINDS } from "../../shared/model/memory.ts";
import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { forgottenLines } from "../output/memory.ts";

export const command = defineCommand({
  name: "memory note",
  summary: "Note what you learned, for whoever comes after you.",
  details:
    "A line or two each; every session of yours begins with them. Of each kind the newest 40 are kept. What matters to everybody belongs into the repository.",
  examples: [
    { line: 'memory note --decision "Dates are kept in UTC; the view converts them"', why: "What was settled." },
    {
      line: 'memory note --file "src/tax.ts: all rounding" --blocker "CI has no network"',
      why: "Where things are, and what is in the way.",
    },
  ],
  args: {},
  options: {
    file: { kind: "text", label: "TEXT", many: true, summary: "Where something is." },
    concept: { kind: "text", label: "TEXT", many: true, summary: "How something works." },
    decision: { kind: "text", label: "TEXT", many: true, summary: "What was settled, and why." },
    blocker: { kind: "text", label: "TEXT", many: true, summary: "What is in the way." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "In that agent's memory (the user may)." },
  },
  async run(context, _args, { agent, ...texts }) {
    const entries = MEMORY_KINDS.flatMap((kind) => texts[kind].map((text) => ({ kind, text })));
    if (entries.length === 0) {
      return fail("usage", "There is nothing to note.", { remedy: "Say --file, --concept, --decision or --blocker." });
    }
    const noted = await context.call("memory.note", { entries, agent });
    if (!noted.ok) return noted;
    const { memory, forgotten } = noted.value;
    return context.print(noted.value, () => {
      return `Noted; the memory of ${memory.agent} has ${memory.entries.length}.\n${forgottenLines(forgotten, context.style)}`;
    });
  },
});
