// `npm run build`: builds everything into out/; with --if-stale only when the sources changed since.
import { join } from "node:path";
import { build } from "./build/build.ts";

const started = performance.now();
try {
  const built = await build(join(import.meta.dirname, ".."), { force: !process.argv.includes("--if-stale") });
  if (built) process.stdout.write(`Built out/ in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
