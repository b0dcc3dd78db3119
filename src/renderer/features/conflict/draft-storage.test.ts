import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { draftStorage } from "./draft-storage.ts";
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

test("what was chosen is there again for the same two sides, and for no others", () => {
  const drafts = draftStorage(memoryStorage());
  drafts.keep("sub-1", "tip onto", DRAFTS);
  expect(drafts.read("sub-1", "tip onto")).toEqual(DRAFTS);
  expect(drafts.read("sub-1", "tip elsewhere")).toEqual({});
  expect(drafts.read("sub-2", "tip onto")).toEqual({});
  drafts.keep("sub-1", "tip onto", {});
  expect(drafts.read("sub-1", "tip onto")).toEqual({});
});

test("what is damaged is left out", () => {
  const storage = memoryStorage();
  const broken = {
    a: { kind: "hunks", choices: [["x", "ours"]] },
    b: { kind: "side", take: "all" },
    c: DRAFTS["c.md"],
  };
  storage.set("drover.conflict.sub-1", JSON.stringify({ sides: "s", drafts: broken }));
  expect(draftStorage(storage).read("sub-1", "s")).toEqual({ c: DRAFTS["c.md"] });
  storage.set("drover.conflict.sub-1", "{");
  expect(draftStorage(storage).read("sub-1", "s")).toEqual({});
});
