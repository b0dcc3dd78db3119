import { defineCommand } from "../command.ts";
import { runtimeTable } from "../output/runtimes.ts";

export const command = defineCommand({
  name: "runtimes",
  summary: "List runtimes: which agent CLIs were found, their versions, what was tried of them, what is missing.",
  details: `FOUND is the version that is installed, TRIED the one that Drover was tried with. TELLS AND TAKES: \`hooks\` (it tells by
calls of \`drover signal\` what it does), \`messages\` (it takes them between its turns, without keystrokes), \`transcript\` (what
was said, and the tokens, can be read), \`resume\` and \`fork\` (a session is gone on with, or another begun from what it knew).`,
  examples: [
    { line: "runtimes --refresh", why: "Look again, after installing one." },
    { line: "runtimes --json | jq '.runtimes[] | select(.found) | .id'", why: "Those that are installed." },
  ],
  args: {},
  options: { refresh: { kind: "flag", summary: "Look again instead of answering from memory." } },
  async run(context, _args, { refresh }) {
    const list = await context.call("runtime.list", { refresh });
    if (!list.ok) return list;
    const { style, io } = context;
    return context.print(list.value, () => runtimeTable(list.value, { style, columns: io.columns }));
  },
});
