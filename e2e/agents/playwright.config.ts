import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { CLIS } from "./support/clis.ts";
import type { Conformance } from "./support/conformance.ts";

/**
 * Every test is run for every CLI. These have cores of their own; they take 0.2 to 0.8 GB and are busy while they start, and
 * idle while they wait for their model.
 */
export default defineConfig<Conformance>({
  testDir: ".",
  outputDir: join(import.meta.dirname, "..", "..", "test-results", "agents"),
  projects: CLIS.map(({ id }) => ({ name: id, use: { cliId: id } })),
  workers: Number(process.env["DROVER_AGENT_WORKERS"] ?? 3),
  fullyParallel: true,
  // Limits for what hangs, with room for machines that have other things to do; not budgets.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // One that needs luck is named at the end of `npm test`.
  retries: process.env["CI"] === undefined ? 0 : 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: "list",
});
