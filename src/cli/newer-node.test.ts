import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { runOnNewerNode } from "./newer-node.ts";

it("leaves a Node that will do alone", () => {
  expect(runOnNewerNode("24.0.0", ["never run"])).toBeUndefined();
  expect(runOnNewerNode("30.1.2", ["never run"])).toBeUndefined();
});

it("runs the same words on the Node of the install where this one is too old, and passes its exit code on", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "drover-node-"));
  const script = path.join(folder, "script.mjs");
  const told = path.join(folder, "told");
  writeFileSync(
    script,
    `import { writeFileSync } from "node:fs";
     writeFileSync(${JSON.stringify(told)}, JSON.stringify([process.versions.node, ...process.argv.slice(2)]));
     process.exit(7);`,
  );
  expect(runOnNewerNode("20.19.0", [script, "list", "--json"])).toBe(7);
  const [version, ...words] = JSON.parse(readFileSync(told, "utf8")) as string[];
  expect(Number(version?.split(".")[0])).toBeGreaterThanOrEqual(24);
  expect(words).toEqual(["list", "--json"]);
  rmSync(folder, { recursive: true });
});
