import { complete } from "../complete.ts";
import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import { ok } from "../../shared/model/result.ts";

/** What the completion scripts ask: `drover __complete -- WORDS…`, a candidate a line, with its meaning behind a tab. */
export const command = defineCommand({
  name: "__complete",
  summary: "Answer a shell's completion.",
  examples: [],
  args: { words: { label: "WORD", optional: true, many: true } },
  options: {},
  async run({ io }, { words }) {
    const typed = words.at(-1) ?? "";
    const found = await complete(words, { given: undefined, env: io.env, cwd: io.cwd });
    if (found === "files") io.write(":files\n");
    else {
      const lines = found
        .filter(({ value }) => value.startsWith(typed))
        .map(({ value, about }) => (about === undefined ? `${value}\n` : `${value}\t${neutralise(about)}\n`));
      io.write(lines.join(""));
    }
    return ok();
  },
});
