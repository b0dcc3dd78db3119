import { COMMANDS } from "./index.ts";
import { defineCommand } from "../command.ts";
import { helpFor, helpOverview, unknownCommand } from "../help.ts";
import { ok } from "../../shared/model/result.ts";

export const command = defineCommand({
  name: "help",
  summary: "Explain a command, or list all.",
  examples: [
    { line: "help sling", why: "The same as drover sling --help." },
    { line: "help", why: "All commands." },
  ],
  args: { words: { label: "COMMAND", names: "command", optional: true, many: true } },
  options: { markdown: { kind: "flag", summary: "Print docs/cli.md.", hidden: true } },
  async run({ io, style }, { words }, { markdown }) {
    if (markdown) {
      const { documentation } = await import("../documentation.ts");
      io.write(await documentation());
      return ok();
    }
    if (words.length === 0) {
      io.write(await helpOverview(style));
      return ok();
    }
    const entry = COMMANDS.get(words.slice(0, 2).join(" ")) ?? COMMANDS.get(words[0] ?? "");
    if (entry === undefined) return unknownCommand(words);
    io.write(helpFor(await entry.load(), style));
    return ok();
  },
});
