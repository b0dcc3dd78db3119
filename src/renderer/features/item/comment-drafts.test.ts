import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { commentDrafts } from "./comment-drafts.ts";

test("keeps what was begun for each item until it is sent", () => {
  const storage = memoryStorage();
  commentDrafts(storage).keep("a-1", "half a th");
  commentDrafts(storage).keep("a-2", "other");
  const later = commentDrafts(storage);
  expect([later.read("a-1"), later.read("a-2"), later.read("a-3")]).toEqual(["half a th", "other", ""]);
  later.keep("a-1", "  ");
  expect(later.read("a-1")).toBe("");
});
