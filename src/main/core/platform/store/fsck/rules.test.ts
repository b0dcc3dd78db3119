import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { RULES } from "./rules.ts";

it("are told in the format's specification, word for word", () => {
  const file = path.join(import.meta.dirname, "../../../../../../docs/formats/ledger.md");
  const told = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^\| L\d+ \|/.test(line));
  expect(told).toEqual(Object.entries(RULES).map(([id, { severity, title }]) => `| ${id} | ${severity} | ${title} |`));
});
