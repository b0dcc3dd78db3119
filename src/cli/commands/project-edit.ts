import { LANDING_MODES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { parseGates } from "../gate-option.ts";
import { projectCard } from "../output/projects.ts";

const YES_NO = ["yes", "no"] as const;
const ON_OFF = ["on", "off"] as const;

export const command = defineCommand({
  name: "project edit",
  summary: "Change a project's settings.",
  examples: [
    { line: 'project edit shop --gate "npm test" --gate "npm run lint"', why: "Replaces all its gates." },
    { line: "project edit shop --runtime claude --max-workers 12", why: "For workers made from now on." },
    {
      line: 'project edit shop --gate "npm test" --gate "+ npm run lint"',
      why: "The second runs beside the first.",
    },
    { line: "project edit shop --landing pull-request", why: "Through gh or glab, signed in as you." },
    { line: "project edit shop --sync on", why: "Its ledger travels with the origin from now on." },
  ],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {
    target: { kind: "text", label: "BRANCH", summary: "Work lands on it." },
    landing: { kind: "choice", label: "MODE", choices: LANDING_MODES, summary: "How work reaches the origin." },
    gate: {
      kind: "text",
      label: "COMMAND",
      many: true,
      summary: "Replaces all gates; several times. One that begins with + runs beside the one before.",
    },
    "no-gates": { kind: "flag", summary: "Nothing gates a landing." },
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Of workers made for it." },
    "max-workers": { kind: "number", label: "N", min: 1, max: 100, summary: "At most so many at once." },
    sync: {
      kind: "choice",
      label: "ON-OFF",
      choices: ON_OFF,
      summary: "Push its ledger to the origin, and join it with what other clones push there.",
    },
    unattended: { kind: "choice", label: "YES-NO", choices: YES_NO, summary: "Agents' permission questions are off." },
    "land-on-checked-out": {
      kind: "choice",
      label: "YES-NO",
      choices: YES_NO,
      summary: "Land also on a branch that you have checked out, when nothing is uncommitted there.",
    },
  },
  async run(context, { project }, options) {
    const gates = parseGates(options.gate, options["no-gates"]);
    if (!gates.ok) return gates;
    const edited = await context.call("project.edit", {
      project,
      target: options.target,
      landing: options.landing,
      gates: gates.value,
      runtime: options.runtime,
      maxWorkers: options["max-workers"],
      unattended: yes(options.unattended),
      sync: options.sync === undefined ? undefined : options.sync === "on",
      landOnCheckedOut: yes(options["land-on-checked-out"]),
    });
    if (!edited.ok) return edited;
    return context.print(edited.value, () => projectCard(edited.value, context.style));
  },
});

function yes(word: (typeof YES_NO)[number] | undefined): boolean | undefined {
  return word === undefined ? undefined : word === "yes";
}
