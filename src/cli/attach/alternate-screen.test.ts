import { expect, it } from "vitest";
import { createScreenFilter } from "./alternate-screen.ts";

function show(...chunks: string[]): { shown: string; left: number } {
  const seen = { left: 0 };
  const filter = createScreenFilter({
    left() {
      seen.left += 1;
    },
    rows: () => 23,
  });
  return { shown: chunks.map((chunk) => filter(chunk)).join(""), left: seen.left };
}

it("passes everything else on, and keeps nothing back that could be something else", () => {
  const text = "a\u001b[31mred\u001b[0m\u001b[?25l\u001b]0;title\u0007";
  expect(show(text)).toEqual({ shown: text, left: 0 });
  expect(show("a\u001b[?25", "h")).toEqual({ shown: "a\u001b[?25h", left: 0 });
});

it("clears where the program changes the screen, and asks for what was there before", () => {
  expect(show("a\u001b[?1049hb\u001b[?1049lc")).toEqual({ shown: "a\u001b[2J\u001b[Hb\u001b[2J\u001b[Hc", left: 1 });
});

it("recognises a switch that was cut in two", () => {
  expect(show("a\u001b[?10", "49lb")).toEqual({ shown: "a\u001b[2J\u001b[Hb", left: 1 });
  expect(show("a\u001b", "[?47hb").shown).toBe("a\u001b[2J\u001b[Hb");
});

it.each([
  ["the whole screen", "\u001b[r", "\u001b[1;23r"],
  ["the whole screen by its numbers", "\u001b[1;24r", "\u001b[1;23r"],
  ["a part of it", "\u001b[2;20r", "\u001b[2;20r"],
  ["from a line to the end", "\u001b[5r", "\u001b[5;23r"],
])("keeps a scroll region of %s to the program's part", (_name, given, shown) => {
  expect(show(`a${given}b`).shown).toBe(`a${shown}b`);
  expect(show(`a${given.slice(0, 3)}`, `${given.slice(3)}b`).shown).toBe(`a${shown}b`);
});
