import { expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { ReviewComment } from "../../../shared/model/review.ts";
import { type ReviewToTell, reviewText } from "./result-text.ts";

const TIP = "a".repeat(40);
const comment = (text: string, more: Partial<ReviewComment> = {}): ReviewComment => ({
  id: "rc-1",
  by: USER,
  at: 1,
  text,
  ...more,
});
const on = (path: string, from: number, to: number, ...quote: string[]): Partial<ReviewComment> => ({
  place: { path, side: "after", from, to, commit: TIP, quote },
});
const tell = (more: Partial<ReviewToTell>) =>
  reviewText({
    by: USER,
    verdict: "sent-back",
    tip: TIP,
    note: "",
    comments: [],
    rest: "drover review show sub-1 --comments",
    ...more,
  });

it("says what is asked for first, then each remark with its file, lines and what they say", () => {
  const comments = [
    comment("Move it out.", on("src/b.ts", 3, 4, "if (a) {", "  b();")),
    comment("Where are the tests?"),
    comment("Why not const?", on("src/a.ts", 12, 12, "let x = 1;")),
    comment("Rename this file.", { path: "src/c.ts" }),
  ];
  expect(tell({ note: "Nearly there.", comments })).toBe(
    [
      "Changes were asked for by user, who reviewed aaaaaaaaaa: 4 comments.",
      "Nearly there.",
      "1. On the whole\nWhere are the tests?",
      "2. src/a.ts:12\n   | let x = 1;\nWhy not const?",
      "3. src/b.ts:3-4\n   | if (a) {\n   |   b();\nMove it out.",
      "4. src/c.ts\nRename this file.",
    ].join("\n\n"),
  );
});

it("says of a line that is no longer there that it was before", () => {
  const { place } = on("a.ts", 1, 1, "gone();");
  const text = tell({
    comments: [comment("Why?", place === undefined ? {} : { place: { ...place, side: "before" } })],
  });
  expect(text).toContain("a.ts:1 (as it was before your change)");
});

it("quotes no more of many lines than tells them, and cuts a review that is a book, with the way to the rest", () => {
  const lines = Array.from({ length: 60 }, (_, at) => `line ${at}`);
  expect(
    tell({ comments: [comment("Hm.", on("a.ts", 1, 60, ...lines))] })
      .split("\n")
      .filter((line) => line.startsWith("   | ")),
  ).toHaveLength(13);
  const book = tell({ comments: Array.from({ length: 10 }, () => comment("x".repeat(8_000))) });
  expect(book.length).toBeLessThan(41_000);
  expect(book).toContain("drover review show sub-1 --comments");
});
