// `npm test`: builds, checks, runs all tests and journeys, and ends with one line that says how many passed.
// A check or a build that failed counts as one failed test.
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { judgeAgents } from "./agents/judge.ts";
import { ROOT, runJourneys, runStaticChecks, runUnitTests, tell } from "./verify/steps.ts";
import { NOTHING, type Tally, sum } from "./verify/tally.ts";

const build = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], { stdio: "inherit" });
const built = build.status === 0;
const tallies: Tally[] = [
  built ? NOTHING : { ...NOTHING, failed: 1, failures: ["the build; the journeys were not run, nor agents judged"] },
  await runStaticChecks(),
  await runUnitTests(),
];
if (built) tallies.push(await runJourneys(), await judgeAgents({ ids: [], installed: false }));
const all = sum(tallies);
tell(all);
process.exitCode = all.failed === 0 ? 0 : 1;
