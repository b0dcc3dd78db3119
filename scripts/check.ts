// `npm run check`: everything that needs no build: format, lint, boundaries, types, dead code, unit tests.
import { runStaticChecks, runUnitTests, say } from "./verify/steps.ts";
import { closingLine, sum } from "./verify/tally.ts";

const broken = await runStaticChecks();
const unit = await runUnitTests();
const all = sum([unit, { passed: 0, failed: broken, skipped: [] }]);
say(closingLine(all));
process.exitCode = all.failed === 0 ? 0 : 1;
