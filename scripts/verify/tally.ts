import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** How many tests ended how, and the names of those that failed and of those that did not run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Each with the first lines of what went wrong; fewer than `failed` where something broke that has no name. */
  readonly failures: readonly string[];
  /** Those that passed only when they were run again: each is a bug that is still to be found. */
  readonly flaky: readonly string[];
  readonly skipped: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, failures: [], flaky: [], skipped: [] };

/** Lines of a failure that are repeated at the end, where the whole output is long. */
const FAILURE_LINES = 6;

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    flaky: tallies.flatMap(({ flaky }) => flaky),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** The last line of `npm test`, which machines read. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length === 0 ? "" : `, ${skipped.length} skipped`}`;
}

/** A runner that ended badly without a failed test (it crashed, or an error came after the tests) counts as one. */
export function honest(tally: Tally, exitCode: number | null): Tally {
  return exitCode === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().exactOptional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/**
 * Reads what vitest's reporter `json` wrote, and the names that flaky-reporter.ts did. A file that failed before its tests
 * counts as one failed test.
 */
export function tallyVitest(json: string, flaky = ""): Tally {
  const files = vitestReport.parse(JSON.parse(json)).testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const broken = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").length + broken.length,
    failures: [
      ...files.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === "failed")
          .map(({ fullName, failureMessages }) => told(`${name} › ${fullName.trim()}`, failureMessages?.[0])),
      ),
      ...broken.map(({ name, message }) => told(name, message)),
    ],
    flaky: flaky.split("\n").filter((name) => name !== ""),
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName.trim()),
  };
}

/** A name, and below it the beginning of what went wrong. */
export function told(name: string, message = ""): string {
  const lines = stripVTControlCharacters(message).split("\n", FAILURE_LINES);
  return [name, ...lines.filter((line) => line.trim() !== "").map((line) => `    ${line}`)].join("\n");
}

interface PlaywrightTest {
  readonly status: string;
  readonly results?: readonly { readonly error?: { readonly message?: string } }[];
  /** One of several that the same tests are run for. */
  readonly projectName?: string;
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[];
  readonly suites?: readonly PlaywrightSuite[];
}

const playwrightTest = z.object({
  status: z.string(),
  projectName: z.string().exactOptional(),
  results: z
    .array(z.object({ error: z.object({ message: z.string().exactOptional() }).exactOptional() }))
    .exactOptional(),
});

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z.array(z.object({ title: z.string(), tests: z.array(playwrightTest) })).exactOptional(),
    suites: z.array(playwrightSuite).exactOptional(),
  }),
);

const playwrightReport = z.object({ suites: z.array(playwrightSuite), errors: z.array(z.unknown()) });

/** Reads what Playwright's reporter `json` wrote. A test that passed only when it was run again counts as passed. */
export function tallyPlaywright(json: string): Tally {
  const { suites, errors } = playwrightReport.parse(JSON.parse(json));
  const tests = suites.flatMap((suite) => testsOf(suite, []));
  return {
    passed: tests.filter(({ status }) => status === "expected" || status === "flaky").length,
    failed: tests.filter(({ status }) => status === "unexpected").length + errors.length,
    failures: tests.filter(({ status }) => status === "unexpected").map(({ name, error }) => told(name, error)),
    flaky: tests.filter(({ status }) => status === "flaky").map(({ name }) => name),
    skipped: tests.filter(({ status }) => status === "skipped").map(({ name }) => name),
  };
}

interface NamedTest {
  readonly name: string;
  readonly status: string;
  readonly error: string | undefined;
}

function testsOf(suite: PlaywrightSuite, above: readonly string[]): readonly NamedTest[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, projectName = "", results }) => {
      const names = projectName === "" ? path : [projectName, ...path];
      return { name: [...names, spec.title].join(" › "), status, error: results?.at(-1)?.error?.message };
    }),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}
