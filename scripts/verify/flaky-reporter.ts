import { writeFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";

/** Where the names of tests that passed only when they were run again are written, one a line. */
const FILE = process.env["DROVER_FLAKY_FILE"];

/** Tells which tests needed luck, which vitest's own reports keep to themselves. */
// oxlint-disable-next-line import/no-default-export -- vitest loads a reporter by it
export default class FlakyReporter implements Reporter {
  readonly #names: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky === true) this.#names.push(`${test.module.moduleId} › ${test.fullName}`);
  }

  onTestRunEnd(): void {
    if (FILE !== undefined) writeFileSync(FILE, this.#names.join("\n"));
  }
}
