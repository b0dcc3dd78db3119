import * as fc from "fast-check";
import { expect, test } from "vitest";
import { workItem } from "../../../shared/model/work-item.ts";
import { isPlainItem } from "./plain-item.ts";

const schema = workItem.loose();
const plain = {
  id: "demo-a1b2",
  title: "Fix the parser",
  description: "It loses\na line.",
  type: "bug",
  status: "open",
  priority: 2,
  labels: ["parser"],
  acceptance: "",
  notes: "",
  links: [{ kind: "blocks", to: "demo-b2c3" }],
  createdBy: "user",
  createdAt: 1_767_225_600_000,
  updatedBy: "demo/workers/ada",
  updatedAt: 1_767_225_600_001,
  version: 1,
};

/** What could stand in any field: good somewhere, wrong elsewhere. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      "",
      " ",
      "open",
      "closed",
      "done",
      "task",
      "user",
      "demo/ada",
      "Demo",
      "a b",
      "a\u0007",
      "a\nb",
      "\ud800",
      "demo-a1b.2",
    ],
    ...[0, 1, 4, 5, -1, 1.5, -0, 2 ** 53, null, true, [], {}, ["a"], ["a", 1], "x".repeat(501), "x".repeat(262_145)],
    ...[[{ kind: "blocks", to: "demo-a1b" }], [{ kind: "waits-for", to: "a", mode: "any-children" }]],
    ...[[{ kind: "blocks", to: "" }], [{ kind: "blocks", to: "a", since: 1 }], { kind: "human" }, { kind: "none" }],
  ),
  fc.string({ unit: "binary" }),
  fc.jsonValue(),
);
const fields = [...Object.keys(workItem.shape), "newField"];

test("takes only what the schema takes as it stands", () => {
  let taken = 0;
  const changes = fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 3 });
  const without = fc.subarray(Object.keys(plain), { maxLength: 1 });
  fc.assert(
    fc.property(changes, without, (changed, missing) => {
      const made = Object.entries({ ...plain, ...changed }).filter(
        ([name]) => name in changed || !missing.includes(name),
      );
      const record: unknown = JSON.parse(JSON.stringify(Object.fromEntries(made)));
      if (!isPlainItem(record)) return;
      taken += 1;
      expect(schema.parse(record)).toEqual(record);
    }),
    { seed: 20_261_121, numRuns: 20_000 },
  );
  expect(taken).toBeGreaterThan(1_000);
});

test("knows every field of the schema, and takes an item as it is made", () => {
  expect(isPlainItem(plain)).toBe(true);
  for (const field of Object.keys(workItem.shape)) {
    expect(isPlainItem({ ...plain, [field]: Symbol(field) })).toBe(false);
  }
});
