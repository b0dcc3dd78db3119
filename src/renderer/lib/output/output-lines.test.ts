import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createOutputLines } from "./output-lines.ts";

const texts = (lines: ReturnType<typeof createOutputLines>) => lines.read().lines.map(({ text }) => text);

test("puts lines together from pieces that were cut anywhere", () => {
  const text = "first\nsecond line\n\nfourth\r\n";
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
      const lines = createOutputLines();
      const ends = [...cuts.toSorted((a, b) => a - b), text.length];
      let from = 0;
      for (const end of ends) {
        lines.append(text.slice(from, end));
        from = end;
      }
      expect(texts(lines)).toEqual(["first", "second line", "", "fourth\r"]);
    }),
    { seed: 1 },
  );
});

test("begins each line with the colour that the line before left", () => {
  const lines = createOutputLines();
  lines.append("\u001b[31mred\nstill");
  lines.append(" red\u001b[0m\nplain\n");
  expect(lines.read().lines.map(({ before }) => before)).toEqual([{}, { colour: 1 }, {}]);
});

test("lets go of the oldest lines and says how many", () => {
  const lines = createOutputLines({ kept: 10 });
  for (let line = 0; line < 100; line++) lines.append(`line ${line}\n`);
  const { lines: kept, dropped } = lines.read();
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept.at(-1)?.text).toBe("line 99");
  expect(kept[0]?.text).toBe(`line ${dropped}`);
});

test("cuts a line that does not end", () => {
  const lines = createOutputLines();
  for (let piece = 0; piece < 100; piece++) lines.append("x".repeat(1_000));
  expect(texts(lines)[0]?.length).toBe(8_000);
});

test("answers the same snapshot until something changes, and tells its listeners", () => {
  const lines = createOutputLines();
  let told = 0;
  const stop = lines.subscribe(() => (told += 1));
  const before = lines.read();
  expect(lines.read()).toBe(before);
  lines.append("a");
  expect(lines.read()).not.toBe(before);
  lines.clear();
  stop();
  lines.append("b");
  expect(told).toBe(2);
  expect(texts(lines)).toEqual(["b"]);
});
