import { describe, expect, it } from "vitest";
import { plainLine, plainText } from "./plain-text.ts";

describe("text that is shown", () => {
  it.each([
    ["an escape sequence", "a\u001b[2Jb", "a\u{fffd}[2Jb"],
    ["a one-byte control sequence", "a\u009b2Jb", "a\u{fffd}2Jb"],
    ["a bidirectional override", "a\u202eb", "a\u{fffd}b"],
    ["an end of a bracketed paste", "x\u001b[201~rm", "x\u{fffd}[201~rm"],
    ["a broken surrogate", "a\ud800b", "a\u{fffd}b"],
    ["line breaks of all kinds and tabs", "a\r\nb\rc\td", "a\nb\nc\td"],
    ["emoji and accents", "naïve 🦦 日本", "naïve 🦦 日本"],
  ])("%s", (_name, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it("is one line and cut where only a line fits", () => {
    expect(plainLine("  a\n\tb\u2028c ")).toBe("a b c");
    expect(plainLine("x".repeat(20), 10)).toBe(`${"x".repeat(9)}…`);
  });

  it("says how much was left out", () => {
    expect(plainText("x".repeat(30), 10)).toBe(`${"x".repeat(10)}\n[… 20 characters left out]`);
  });
});
