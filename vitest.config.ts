import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    environment: "node",
    // Real processes, sockets and PTYs: a hung one must not take other files along.
    pool: "forks",
    // A limit for what hangs, with room for two shared cores; not a budget.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    // One that needs luck is named at the end of `npm test`, rather than keeping from landing what it has nothing to do with.
    retry: process.env["CI"] === undefined ? 0 : 1,
  },
});
