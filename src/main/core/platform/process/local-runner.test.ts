import { describe, expect, it } from "vitest";
import { createLocalRunner } from "./local-runner.ts";
import { describeProcessRunner } from "./process-runner.suite.ts";

describeProcessRunner("local runner", (git) => createLocalRunner({ git }));

describe("local runner without git", () => {
  it("says that git is missing", async () => {
    await using runner = createLocalRunner();
    await expect(runner.git({ args: ["version"], cwd: "/" })).rejects.toMatchObject({ file: "git", code: "ENOENT" });
  });
});
