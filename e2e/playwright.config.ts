import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { HOST } from "./desktop/host.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "./support/place.ts";

// Workers and other tools read this file too; the first line is the runner's.
if (process.argv[2] === "test" && process.env["TEST_WORKER_INDEX"] === undefined) {
  process.stderr.write(`The desktop shell runs in ${HOST}.\n`);
}

export default defineConfig({
  testDir: ".",
  // These have a configuration of their own.
  testIgnore: "agents/**",
  outputDir: join(import.meta.dirname, "..", "test-results"),
  // Each journey brings a herd of its own, and waits for it most of the time.
  workers: Number(process.env["DROVER_JOURNEY_WORKERS"] ?? 2),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One that needs luck is named at the end of `npm test`.
  retries: process.env["CI"] === undefined ? 0 : 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_FLAGS },
  },
});
