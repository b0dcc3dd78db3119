// `npm run check`: everything that needs no build: format, lint, boundaries, types, dead code, unit tests.
import { runStaticChecks, runUnitTests, tell } from "./verify/steps.ts";
import { sum } from "./verify/tally.ts";

const all = sum([await runStaticChecks(), await runUnitTests()]);
tell(all);
process.exitCode = all.failed === 0 ? 0 : 1;
