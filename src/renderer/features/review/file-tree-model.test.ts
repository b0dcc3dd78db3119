import { expect, test } from "vitest";
import type { ReviewedFile } from "../../../shared/contract/review.ts";
import { memoryStorage } from "../../lib/storage.ts";
import { fileAfter, fileRows } from "./file-tree-model.ts";
import { keepOptions, readOptions } from "./review-options.ts";
import { keepViewed, readViewed, viewedMark } from "./viewed.ts";

const file = (path: string): ReviewedFile => ({
  path,
  status: "modified",
  added: 1,
  removed: 1,
  kind: "text",
  object: "a".repeat(40),
  isGenerated: false,
});
const rows = fileRows(["z.ts", "src/b.ts", "src/a.ts", "docs/deep/down/x.md", "src/lib/c.ts"].map(file));

test("files stand under their folders, which come first, and a row of lone folders is one", () => {
  expect(rows.map(({ name, depth, kind }) => `${" ".repeat(depth)}${name}${kind === "folder" ? "/" : ""}`)).toEqual([
    "docs/deep/down/",
    " x.md",
    "src/",
    " lib/",
    "  c.ts",
    " a.ts",
    " b.ts",
    "z.ts",
  ]);
});

test("one goes from file to file as they are listed, and no further than the ends", () => {
  expect(fileAfter(rows, undefined, 1)).toBe("docs/deep/down/x.md");
  expect(fileAfter(rows, "src/lib/c.ts", 1)).toBe("src/a.ts");
  expect(fileAfter(rows, "src/lib/c.ts", -1)).toBe("docs/deep/down/x.md");
  expect(fileAfter(rows, "z.ts", 1)).toBeUndefined();
});

test("a file is ticked off until it changes, and old works are forgotten", () => {
  const storage = memoryStorage();
  keepViewed(storage, "demo:d-1", new Set([viewedMark(file("a.ts"))]));
  expect(readViewed(storage, "demo:d-1").has(viewedMark(file("a.ts")))).toBe(true);
  expect(readViewed(storage, "demo:d-1").has(viewedMark({ path: "a.ts", object: "b".repeat(40) }))).toBe(false);
  for (let nth = 2; nth < 50; nth++) keepViewed(storage, `demo:d-${nth}`, new Set(["x"]));
  expect(readViewed(storage, "demo:d-1").size).toBe(0);
  expect(readViewed(storage, "demo:d-49").size).toBe(1);
});

test("how differences are shown is remembered, and damage is no obstacle", () => {
  const storage = memoryStorage();
  expect(readOptions(storage)).toEqual({ mode: "split", whitespace: "show" });
  keepOptions(storage, { mode: "unified", whitespace: "hide" });
  expect(readOptions(storage)).toEqual({ mode: "unified", whitespace: "hide" });
  storage.set("drover.review.options", "{");
  expect(readOptions(storage)).toEqual({ mode: "split", whitespace: "show" });
});
