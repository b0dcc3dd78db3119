import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { pastTime } from "../past-time.ts";
import { holdsInWords } from "../output/salvages.ts";

export const command = defineCommand({
  name: "salvage drop",
  summary: "Give salvages up for good.",
  details: "Drover never does so by itself. With --before, those of that time and earlier, as far as 1000 go.",
  examples: [
    { line: "salvage drop 1f2e3d --yes", why: "One that nobody needs." },
    { line: "salvage drop --before '30d ago'", why: "See what would go." },
  ],
  args: { salvages: { label: "SALVAGE", many: true, optional: true } },
  options: {
    before: { kind: "text", label: "WHEN", summary: "Those that are older: 30d ago, 2026-12-24." },
    project: { kind: "text", label: "PROJECT", names: "project", summary: "With --before: of that project alone." },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "With --before: of that agent alone." },
    yes: { kind: "flag", short: "y", summary: "Do it; without it nothing is dropped." },
  },
  async run(context, { salvages }, { before, project, agent, yes }) {
    if ((before === undefined) === (salvages.length === 0)) {
      return fail("usage", "Name salvages, or say how old they are with --before.");
    }
    const until = pastTime(before);
    if (!until.ok) return until;
    let ids = [...salvages];
    if (until.value !== undefined) {
      const old = await context.call("salvage.list", { until: until.value, project, agent, limit: 1000 });
      if (!old.ok) return old;
      ids = old.value.salvages.map(({ id }) => id);
      if (ids.length === 0) return context.print({ dropped: [] }, () => "There are none that old.\n");
    }
    if (!yes) {
      return fail("usage", `Nothing was dropped: ${ids.join(", ")}.`, { remedy: "Say --yes if you mean it." });
    }
    const gone = await context.call("salvage.drop", { salvages: ids });
    if (!gone.ok) return gone;
    return context.print(gone.value, () =>
      gone.value.dropped.map((one) => `Dropped ${one.id}: ${holdsInWords(one.holds)}\n`).join(""),
    );
  },
});
