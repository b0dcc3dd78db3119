import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";
import { neutraliseLines } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "handoff",
  summary: "Save your state with a note to your successor, and have your session replaced by a fresh one.",
  details:
    "Uncommitted work is kept. The successor has the same identity, hook and worktree, and reads your note first.",
  examples: [
    { line: 'handoff "Parser done; the tests of empty input still fail"', why: "When your context is nearly full." },
  ],
  args: { note: { label: "NOTE", optional: true } },
  options: {
    "note-file": {
      kind: "text",
      label: "FILE",
      names: "file",
      summary: "The note from a file; - reads standard input.",
    },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "Have that agent replaced (the user may)." },
  },
  async run(context, args, options) {
    const note = longText(context.io, { option: "note", text: args.note, file: options["note-file"] });
    if (!note.ok) return note;
    const handed = await context.call("hook.handoff", { note: note.value, agent: options.agent });
    if (!handed.ok) return handed;
    return context.print(handed.value, () => `${neutraliseLines(handed.value.next)}\n`);
  },
});
