import { expect, test } from "vitest";
import { type ConflictTexts, hunksOf, isMergeable, resolutionOf, withChoice } from "./file-draft.ts";

const side = (text: string | undefined, more: Partial<ConflictTexts["base"]> = {}): ConflictTexts["base"] => ({
  exists: text !== undefined,
  isBinary: false,
  bytes: text?.length ?? 0,
  ...(text === undefined ? {} : { text }),
  isTruncated: false,
  ...more,
});
const texts = (base: string | undefined, ours: string | undefined, theirs: string | undefined): ConflictTexts => ({
  base: side(base),
  ours: side(ours),
  theirs: side(theirs),
  merged: side(undefined),
});
const CONTENT = { path: "a", kind: "content" } as const;

test("sides are put together line by line only where both are there as text, and whole", () => {
  expect(isMergeable(CONTENT, texts("a\n", "b\n", "c\n"))).toBe(true);
  expect(isMergeable({ path: "a", kind: "add-add" }, texts(undefined, "b\n", "c\n"))).toBe(true);
  expect(isMergeable({ path: "a", kind: "modify-delete" }, texts("a\n", undefined, "c\n"))).toBe(false);
  expect(isMergeable({ path: "a", kind: "binary" }, texts("a", "b", "c"))).toBe(false);
  expect(isMergeable(CONTENT, { ...texts("a\n", "b\n", "c\n"), ours: side("b", { isTruncated: true }) })).toBe(false);
});

test("a file is resolved once each of its conflicts is, and not before", () => {
  const hunks = hunksOf(texts("1\n2\n3\n4\n5\n", "one\n2\n3\n4\nfive\n", "uno\n2\n3\n4\ncinque\n"));
  const first = withChoice(undefined, 0, "ours");
  expect(resolutionOf("a", first, hunks)).toBeUndefined();
  const both = withChoice(first, 2, { text: "5!\n" });
  expect(resolutionOf("a", both, hunks)).toEqual({ path: "a", take: { text: "one\n2\n3\n4\n5!\n" } });
  expect(resolutionOf("a", withChoice(both, 0, undefined), hunks)).toBeUndefined();
});

test("a text by hand is refused while it has marks of a conflict", () => {
  const hunks = hunksOf(texts("a\n", "b\n", "c\n"));
  expect(resolutionOf("a", { kind: "text", text: "<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n" }, hunks)).toBeUndefined();
  expect(resolutionOf("a", { kind: "text", text: "d\n" }, hunks)).toEqual({ path: "a", take: { text: "d\n" } });
});

test("a side is taken whole, or the file goes, whatever its kind", () => {
  expect(resolutionOf("a", { kind: "side", take: "delete" }, undefined)).toEqual({ path: "a", take: "delete" });
  expect(resolutionOf("a", undefined, undefined)).toBeUndefined();
});
