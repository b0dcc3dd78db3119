import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli } from "./testing/test-core.ts";

it("refuses what is not text before anybody is asked, and what nobody can be", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drover-text-"));
  try {
    writeFileSync(join(folder, "latin1.txt"), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    const create = (...words: string[]) => cli(folder, ["create", "A title", ...words], { stdin: "caf\uFFFD" });
    const refusals = [
      await create("--description-file", "latin1.txt"),
      await create("--description", "-"),
      await create("--description-file", "no-such-file"),
      await create("--estimate", "a while"),
      await create("--due", "someday"),
      await create("--gate", "portal"),
      await create("--gate", "timer"),
      await create("--until", "2d"),
      await create("--meta", "novalue"),
      await create("--link", "related"),
      await create("--priority", "7"),
      await cli(folder, ["add", "p1 #only-signs"]),
      await cli(folder, ["list", "--priority", "high"]),
      await cli(folder, ["delete", "demo-k3f"]),
    ];
    expect(refusals.map(({ code, out }) => [code, out])).toEqual(refusals.map(() => [2, ""]));
    expect(refusals[0]?.err).toContain("latin1.txt is not text in UTF-8");
    expect(refusals[1]?.err).toContain("standard input");
    expect(refusals.every(({ err }) => err.startsWith("drover: "))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
