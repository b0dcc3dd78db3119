import { describe, expect, it } from "vitest";
import { createOutputCollector } from "./output-collector.ts";

function collect(maxBytes: number, chunks: readonly string[]): { readonly text: string; readonly truncated: boolean } {
  const collector = createOutputCollector(maxBytes);
  for (const chunk of chunks) collector.add(Buffer.from(chunk));
  return { text: collector.take().toString(), truncated: collector.truncated };
}

describe("output collector", () => {
  it.each([
    { name: "nothing", max: 10, chunks: [], text: "", truncated: false },
    { name: "less than the limit", max: 10, chunks: ["abc", "def"], text: "abcdef", truncated: false },
    { name: "exactly the limit", max: 6, chunks: ["abcdef"], text: "abcdef", truncated: false },
    { name: "one chunk over it", max: 6, chunks: ["abcdefgh"], text: "abcfgh", truncated: true },
    {
      name: "many small chunks",
      max: 4,
      chunks: ["a", "b", "c", "d", "e", "f", "g", "h"],
      text: "abgh",
      truncated: true,
    },
    { name: "an odd limit", max: 3, chunks: ["ab", "cd", "ef"], text: "abf", truncated: true },
    { name: "a limit of nothing", max: 0, chunks: ["ab"], text: "", truncated: true },
  ])("keeps head and tail: $name", ({ max, chunks, text, truncated }) => {
    expect(collect(max, chunks)).toEqual({ text, truncated });
  });

  it("holds no more than the limit and one chunk while a program prints without end", () => {
    const collector = createOutputCollector(1_000);
    for (let i = 0; i < 100_000; i += 1) collector.add(Buffer.from(`${i}\n`));
    const text = collector.take().toString();
    expect(text.length).toBe(1_000);
    expect(text.startsWith("0\n1\n2\n")).toBe(true);
    expect(text.endsWith("99998\n99999\n")).toBe(true);
  });
});
