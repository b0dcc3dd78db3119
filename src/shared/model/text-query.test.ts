import { expect, test } from "vitest";
import { type TextQuery, compileQuery, findIn } from "./text-query.ts";

const finds = (query: TextQuery, line: string) => {
  const compiled = compileQuery(query);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return [...findIn(line, compiled.value)].map(({ at, length }) => line.slice(at, at + length));
};

test.each<[TextQuery, string, readonly string[]]>([
  [{ text: "a.b" }, "a.b axb A.B", ["a.b", "A.B"]],
  [{ text: "a.b", matchCase: true }, "a.b axb A.B", ["a.b"]],
  [{ text: "a.b", isPattern: true }, "a.b axb", ["a.b", "axb"]],
  [{ text: "cat", wholeWord: true }, "cat concat cat-like cats", ["cat", "cat"]],
  [{ text: "a|b", isPattern: true, wholeWord: true }, "a ab b", ["a", "b"]],
  [{ text: "x*", isPattern: true }, "axxb", ["xx"]],
  [{ text: "[" }, "a[0]", ["["]],
])("%o in %s", (query, line, expected) => {
  expect(finds(query, line)).toEqual(expected);
});

test.each(["[", "a)(b", "(?<n"])("the pattern %s is refused with the reason", (text) => {
  expect(compileQuery({ text, isPattern: true, wholeWord: true })).toMatchObject({
    ok: false,
    error: { code: "bad-pattern", message: expect.stringContaining("makes no sense") as string },
  });
});
