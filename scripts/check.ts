// `npm run check`: everything that needs no build: format, lint, boundaries, types, dead code, unit tests.
import { runStaticChecks, runUnitTests, say } from "./verify/steps.ts";
import { NOTHING, closingLine, sum } from "./verify/tally.ts";

const broken = await runStaticChecks();
const unit = await runUnitTests();
const all = sum([unit, { ...NOTHING, failed: broken }]);
say(closingLine(all));
process.exitCode = all.failed === 0 ? 0 : 1;
