import { EXIT } from "../exit-codes.ts";
import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "salvage verify",
  summary: "Read salvages back and compare every object with its name.",
  details: "Exits with 1 when one is not whole.",
  examples: [
    { line: "salvage verify", why: "All of them." },
    { line: "salvage verify 1f2e3d", why: "One." },
  ],
  args: { salvages: { label: "SALVAGE", many: true, optional: true } },
  options: { project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." } },
  async run(context, { salvages }, { project }) {
    const wanted = salvages.length === 0 ? { project } : { salvages: [...salvages], project };
    const verified = await context.call("salvage.verify", wanted);
    if (!verified.ok) return verified;
    const { checked } = verified.value;
    const damaged = checked.filter(({ isWhole }) => !isWhole);
    const { style } = context;
    const report = () => {
      const objects = checked.reduce((sum, one) => sum + one.objects, 0);
      const lines = damaged.map(({ salvage, problems }) => {
        return style("red", `${salvage} is not whole\n`) + problems.map((text) => `  ${neutralise(text)}\n`).join("");
      });
      return `${lines.join("")}${checked.length - damaged.length} of ${checked.length} whole, ${objects} objects read\n`;
    };
    return context.print(verified.value, report, damaged.length === 0 ? EXIT.ok : EXIT.failure);
  },
});
