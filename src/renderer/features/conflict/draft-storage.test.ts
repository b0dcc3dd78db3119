import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { draftStorage, sidesOf } from "./draft-storage.ts";
import type { FileDrafts } from "./file-draft.ts";

const DRAFTS: FileDrafts = {
  "a.ts": {
    kind: "hunks",
    choices: [
      [1, "ours"],
      [3, { text: "x\n" }],
    ],
  },
  "b.png": { kind: "side", take: "theirs" },
  "c.md": { kind: "text", text: "c" },
};
const oid = (digit: string) => digit.repeat(40);
const sides = (ofA: string) =>
  sidesOf([
    { path: "a.ts", kind: "content", base: oid("1"), ours: oid(ofA), theirs: oid("3") },
    { path: "b.png", kind: "binary", ours: oid("4"), theirs: oid("5") },
    { path: "c.md", kind: "content" },
  ]);

test("what was chosen is there again for the same texts, and for no others", () => {
  const drafts = draftStorage(memoryStorage());
  drafts.keep("sub-1", sides("2"), DRAFTS);
  expect(drafts.read("sub-1", sides("2"))).toEqual(DRAFTS);
  expect(drafts.read("sub-2", sides("2"))).toEqual({});
  drafts.keep("sub-1", sides("2"), {});
  expect(drafts.read("sub-1", sides("2"))).toEqual({});
});

test("a landing that changes one of the files takes the choices of that one alone", () => {
  const drafts = draftStorage(memoryStorage());
  drafts.keep("sub-1", sides("2"), DRAFTS);
  expect(Object.keys(drafts.read("sub-1", sides("9")))).toEqual(["b.png", "c.md"]);
});

test("what is damaged is left out", () => {
  const storage = memoryStorage();
  const of = sides("2");
  const kept = {
    "a.ts": { sides: of.get("a.ts"), draft: { kind: "hunks", choices: [["x", "ours"]] } },
    "b.png": { sides: of.get("b.png"), draft: { kind: "side", take: "all" } },
    "c.md": { sides: of.get("c.md"), draft: DRAFTS["c.md"] },
  };
  storage.set("drover.conflict.sub-1", JSON.stringify(kept));
  expect(draftStorage(storage).read("sub-1", of)).toEqual({ "c.md": DRAFTS["c.md"] });
  storage.set("drover.conflict.sub-1", "{");
  expect(draftStorage(storage).read("sub-1", of)).toEqual({});
});
