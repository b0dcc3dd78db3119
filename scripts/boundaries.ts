// `npm run boundaries`: holds the imports of src/ against the dependency rule.
import { join } from "node:path";
import { checkBoundaries } from "./boundaries/check.ts";

const { modules, violations } = await checkBoundaries(join(import.meta.dirname, ".."));
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stderr.write(`${modules} modules, ${violations.length} forbidden imports.\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
