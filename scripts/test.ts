// `npm test`: builds, checks, runs all tests and journeys, and ends with one line that says how many passed.
// A check or a build that failed counts as one failed test.
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { judgeAgents } from "./agents/judge.ts";
import { ROOT, runJourneys, runStaticChecks, runUnitTests, say } from "./verify/steps.ts";
import { NOTHING, type Tally, closingLine, sum } from "./verify/tally.ts";

const build = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], { stdio: "inherit" });
const broken = (await runStaticChecks()) + (build.status === 0 ? 0 : 1);
const tallies: Tally[] = [{ ...NOTHING, failed: broken }, await runUnitTests()];
if (build.status === 0) tallies.push(await runJourneys(), await judgeAgents({ ids: [], installed: false }));
else say("The journeys were not run, nor agents judged: the build failed.");
const all = sum(tallies);
for (const failure of all.failures) say(`✗ ${failure}`);
for (const name of all.flaky) say(`passed only when it was run again, which is a bug: ${name}`);
for (const name of all.skipped) say(`skipped: ${name}`);
if (broken > 0) say(`${broken} of the checks above failed and count as failed tests.`);
say(closingLine(all));
process.exitCode = all.failed === 0 ? 0 : 1;
