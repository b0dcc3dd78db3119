// `npm run agents`: judges the agent CLIs that Drover knows. `-- claude` only that one; `-- --installed` those of the PATH.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { judgeAgents } from "./agents/judge.ts";
import { ROOT, say } from "./verify/steps.ts";
import { closingLine } from "./verify/tally.ts";

const { values, positionals } = parseArgs({
  options: { installed: { type: "boolean", default: false } },
  allowPositionals: true,
});
const build = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], { stdio: "inherit" });
if (build.status === 0) {
  const tally = await judgeAgents({ ids: positionals, installed: values.installed });
  for (const name of tally.skipped) say(`skipped: ${name}`);
  say(closingLine(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
} else process.exitCode = 1;
