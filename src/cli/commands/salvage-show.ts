import { SALVAGE_PARTS } from "../../shared/contract/salvage.ts";
import { defineCommand } from "../command.ts";
import { neutraliseLines } from "../output/neutralise.ts";
import { salvageCard } from "../output/salvages.ts";

export const command = defineCommand({
  name: "salvage show",
  summary: "Show what a salvage holds, or a part of it as a patch.",
  examples: [
    { line: "salvage show 1f2e3d", why: "Files, staged ones, commits, stashes; the last part of an id will do." },
    { line: "salvage show 1f2e3d --diff worktree", why: "All that was not committed, as a patch." },
    { line: "salvage show 1f2e3d --file src/a.ts", why: "Of one file." },
  ],
  args: { salvage: { label: "SALVAGE" } },
  options: {
    diff: { kind: "choice", label: "PART", choices: SALVAGE_PARTS, summary: "As a patch, that part." },
    file: { kind: "text", label: "PATH", summary: "The patch of that file alone." },
    stash: { kind: "number", label: "N", min: 0, max: 999, summary: "With --diff stash: which; 0 unless told." },
  },
  async run(context, { salvage }, { diff, file, stash }) {
    if (diff === undefined && file === undefined) {
      const shown = await context.call("salvage.show", { salvage });
      if (!shown.ok) return shown;
      return context.print(shown.value, () => salvageCard(shown.value, context.style));
    }
    const patch = await context.call("salvage.diff", { salvage, part: diff, path: file, stash });
    if (!patch.ok) return patch;
    return context.print(patch.value, () => {
      const cut = patch.value.isTruncated ? "\n(Cut here: it is too long.)\n" : "";
      return patch.value.text === "" ? "Nothing differs.\n" : neutraliseLines(patch.value.text) + cut;
    });
  },
});
