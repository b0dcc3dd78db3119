import { describe, expect, test } from "vitest";
import { highlightLines } from "./highlight.ts";
import { languageOf, parserOf } from "./languages.ts";

async function looks(path: string, text: string) {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`${path} has no language`);
  const lines = await highlightLines(await parserOf(language), text, new AbortController().signal);
  const texts = text.split("\n");
  return lines?.map((tokens, at) =>
    tokens.map(({ from, to, look }) => `${look.replace("tok-", "")}:${texts[at]?.slice(from, to) ?? ""}`),
  );
}

describe("colours of lines", () => {
  test("are found by the kind of file", async () => {
    expect(await looks("a.ts", 'const a = "b"; // why')).toEqual([["keyword:const", 'string:"b"', "comment:// why"]]);
    expect(await looks("a.py", "def f():\n  return None")).toEqual([
      ["keyword:def", "name:f"],
      ["keyword:return", "number:None"],
    ]);
  });

  test("go on over the lines of a comment", async () => {
    expect(await looks("a.tsx", "/* one\n two */ let x")).toEqual([
      ["comment:/* one"],
      ["comment: two */", "keyword:let"],
    ]);
  });

  test("are none for kinds that are not known", () => {
    expect(languageOf("Makefile")).toBeUndefined();
    expect(languageOf("data.bin")).toBeUndefined();
  });

  test("are given up when nobody waits for them any more", async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await highlightLines(await parserOf("json"), "[1]", stop.signal)).toBeUndefined();
  });
});
