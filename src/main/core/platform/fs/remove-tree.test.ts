import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { createLocalRunner } from "../process/local-runner.ts";
import { createTreeRemover } from "./remove-tree.ts";

it.each([
  { by: "the system's program", run: createLocalRunner().run },
  { by: "Node where that cannot be started", run: () => Promise.reject(new Error("no rm here")) },
])("deletes a folder by $by, follows no link, and takes nothing for an option", async ({ run }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-remove-"));
  try {
    const kept = path.join(folder, "kept");
    mkdirSync(kept);
    const tree = path.join(folder, "-rf tree");
    mkdirSync(path.join(tree, "deep", "er"), { recursive: true });
    writeFileSync(path.join(tree, "deep", "--help"), "x");
    symlinkSync(kept, path.join(tree, "link"));
    await createTreeRemover({ run })(tree);
    expect(existsSync(tree)).toBe(false);
    expect(existsSync(kept)).toBe(true);
    await createTreeRemover({ run })(tree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
