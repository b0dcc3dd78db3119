import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { writeShim } from "./shim.ts";

it("the shim runs the command line with its arguments as they are, whatever its path is called", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "drover it's $HOME `x` "));
  try {
    const cliEntry = path.join(dir, 'cli "entry".mjs');
    writeFileSync(cliEntry, "console.log(JSON.stringify(process.argv.slice(2)));");
    const bin = path.join(dir, "bin");
    await writeShim({ dir: bin, node: process.execPath, cliEntry });
    const args = ["done", "--no-change", "it's $HOME\nand `more`", ""];
    expect(JSON.parse(execFileSync(path.join(bin, "drover"), args, { encoding: "utf8" }))).toEqual(args);
    const { mtimeMs } = statSync(path.join(bin, "drover"));
    await writeShim({ dir: bin, node: process.execPath, cliEntry });
    expect(statSync(path.join(bin, "drover")).mtimeMs).toBe(mtimeMs);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
