import { expect, test } from "vitest";
import { NOTHING, closingLine, honest, sum, tallyPlaywright, tallyVitest } from "./tally.ts";

const vitest = JSON.stringify({
  testResults: [
    {
      name: "/a.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "adds", status: "passed" },
        { fullName: "divides", status: "failed", failureMessages: ["Error: by zero\n    at divide\n1\n2\n3\n4\n5"] },
        { fullName: " waits for tmux", status: "skipped" },
        { fullName: "later", status: "todo" },
      ],
    },
    { name: "/b.test.ts", status: "failed", message: "cannot be read", assertionResults: [] },
  ],
});

const playwright = JSON.stringify({
  errors: [],
  suites: [
    {
      title: "first-run.spec.ts",
      specs: [{ title: "lands", tests: [{ status: "expected" }] }],
      suites: [
        {
          title: "desktop",
          specs: [
            { title: "closes", tests: [{ status: "skipped", projectName: "" }] },
            { title: "hides", tests: [{ status: "expected" }, { status: "skipped", projectName: "mac" }] },
            {
              title: "opens",
              tests: [
                { status: "flaky" },
                { status: "unexpected", results: [{ error: { message: "\u001B[31mtoo late\u001B[39m" } }] },
              ],
            },
          ],
        },
      ],
    },
  ],
});

test("counts vitest's tests, and a file that broke before its tests as one failure", () => {
  expect(tallyVitest(vitest, "/c.test.ts › sorts")).toEqual({
    passed: 1,
    failed: 2,
    failures: [
      "/a.test.ts › divides\n    Error: by zero\n        at divide\n    1\n    2\n    3\n    4",
      "/b.test.ts\n    cannot be read",
    ],
    flaky: ["/c.test.ts › sorts"],
    skipped: ["waits for tmux", "later"],
  });
});

test("counts Playwright's tests at any depth and names the skipped", () => {
  expect(tallyPlaywright(playwright)).toEqual({
    passed: 3,
    failed: 1,
    failures: ["first-run.spec.ts › desktop › opens\n    too late"],
    flaky: ["first-run.spec.ts › desktop › opens"],
    skipped: ["first-run.spec.ts › desktop › closes", "mac › first-run.spec.ts › desktop › hides"],
  });
});

test("a runner that ends badly without a failed test counts as one failure", () => {
  expect(honest({ ...NOTHING, passed: 3 }, 1).failed).toBe(1);
  expect(honest({ ...NOTHING, passed: 3 }, null).failed).toBe(1);
  expect(honest({ ...NOTHING, passed: 3, failed: 2 }, 1).failed).toBe(2);
});

test("the closing line sums all runners and mentions skipped tests only when there are some", () => {
  const both = sum([tallyVitest(vitest), tallyPlaywright(playwright)]);
  expect(closingLine(both)).toBe("4 passed, 3 failed, 4 skipped");
  expect(closingLine({ ...NOTHING, passed: 1 })).toBe("1 passed, 0 failed");
});
