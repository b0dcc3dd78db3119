import { LANDING_MODES } from "../choices.ts";
import { absoluteSource } from "../absolute-source.ts";
import { defineCommand } from "../command.ts";
import { parseGates } from "../gate-option.ts";
import { checkedOutRemarks, projectCard, remarks } from "../output/projects.ts";

export const command = defineCommand({
  name: "project add",
  summary: "Add a repository: Drover makes a clone of its own and leaves your checkout alone unless you say otherwise.",
  details:
    "Without --gate the commands that the repository's own files suggest must succeed before anything lands, e.g. npm test. drover project inspect shows what would be chosen.",
  examples: [
    { line: "project add ~/code/shop", why: "A repository on this machine." },
    {
      line: "project add ~/code/shop --land-on-checked-out",
      why: "And its main branch may move while you have it checked out.",
    },
    { line: "project add https://example.org/shop.git --name shop --landing push", why: "One that work is pushed to." },
    { line: 'project add ~/code/shop --gate "npm test" --gate "npm run lint"', why: "With gates of your choice." },
  ],
  args: { source: { label: "PATH-OR-URL", names: "file" } },
  options: {
    name: { kind: "text", label: "NAME", summary: "Else the folder's." },
    prefix: { kind: "text", label: "PREFIX", summary: "Of its items' ids; else made from the name." },
    target: { kind: "text", label: "BRANCH", summary: "Work lands on it; else the repository's main branch." },
    landing: { kind: "choice", label: "MODE", choices: LANDING_MODES, summary: "How work reaches the origin." },
    gate: {
      kind: "text",
      label: "COMMAND",
      many: true,
      summary: "Must succeed before anything lands; several times. One that begins with + runs beside the one before.",
    },
    "no-gates": { kind: "flag", summary: "Nothing gates a landing." },
    runtime: { kind: "text", label: "RUNTIME", names: "runtime", summary: "Of workers made for it." },
    "max-workers": { kind: "number", label: "N", min: 1, max: 100, summary: "At most so many at once; 8 unless told." },
    unattended: { kind: "flag", summary: "Agents run here with their permission questions switched off." },
    sync: { kind: "flag", summary: "Push its ledger to the origin, and merge what other clones push there." },
    "land-on-checked-out": {
      kind: "flag",
      summary:
        "Land also on a branch that you have checked out, when nothing is uncommitted there; else landings wait.",
    },
  },
  async run(context, { source }, options) {
    const gates = parseGates(options.gate, options["no-gates"]);
    if (!gates.ok) return gates;
    const from = absoluteSource(source, context.io.cwd);
    // What a person should know of it beforehand; programs ask by themselves.
    const seen = context.json ? undefined : await context.call("project.inspect", { source: from });
    const project = await context.call("project.add", {
      source: from,
      name: options.name,
      prefix: options.prefix,
      target: options.target,
      landing: options.landing,
      gates: gates.value?.map((gate) => ({ ...gate })),
      runtime: options.runtime,
      maxWorkers: options["max-workers"],
      unattended: options.unattended ? true : undefined,
      sync: options.sync ? true : undefined,
      landOnCheckedOut: options["land-on-checked-out"] ? true : undefined,
    });
    if (!project.ok) return project;
    const known = seen?.ok === true ? [...seen.value.remarks, ...checkedOutRemarks(seen.value, project.value)] : [];
    return context.print(
      project.value,
      () => projectCard(project.value, context.style) + remarks(known, context.style),
    );
  },
});
