import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { syncText } from "../output/sync.ts";

export const command = defineCommand({
  name: "sync",
  summary: "Bring ledgers and their origins together: fetch, join record by record, push.",
  details:
    "Only projects with sync switched on are touched (drover project edit PROJECT --sync on); without names, all of them. " +
    "Fields that two clones changed keep the later value, and what gave way is listed and stays in the trail. " +
    "Exit code 1 when one of them could not be synced; what was taken in and what is here stays.",
  examples: [
    { line: "sync", why: "Every project that has it switched on." },
    { line: "sync shop --dry-run", why: "What would be taken from the origin." },
  ],
  args: { projects: { label: "PROJECT", names: "project", optional: true, many: true } },
  options: { "dry-run": { kind: "flag", summary: "Fetch and say what would be taken; change and push nothing." } },
  async run(context, { projects }, { "dry-run": dryRun }) {
    const names = projects.length === 0 ? {} : { projects: [...projects] };
    const synced = await context.call("ledger.sync", { ...names, dryRun });
    if (!synced.ok) return synced;
    const failed = synced.value.projects.some((one) => one.failure !== undefined);
    return context.print(synced.value, () => syncText(synced.value, context.style), failed ? EXIT.failure : EXIT.ok);
  },
});
