import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { RECORD_KINDS } from "./record-kinds.ts";

it("names every kind of record that a domain declares", () => {
  const core = path.join(import.meta.dirname, "..");
  const files = readdirSync(core, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("platform") && !name.endsWith(".test.ts"),
  );
  const declared = files.flatMap((name) => {
    const text = readFileSync(path.join(core, name), "utf8");
    return [...text.matchAll(/export const \w+: RecordKind<\w+> = \{\s+kind: "([\w-]+)"/g)].map(([, kind]) => kind);
  });
  expect(declared.length).toBeGreaterThan(10);
  expect(new Set(RECORD_KINDS.map(({ kind }) => kind))).toEqual(new Set(declared));
});
