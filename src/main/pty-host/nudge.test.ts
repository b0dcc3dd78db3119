import { describe, expect, it } from "vitest";
import { nudgeKeystrokes } from "./nudge.ts";

describe("a nudge", () => {
  it("is pasted whole where the program knows pastes", () => {
    expect(nudgeKeystrokes("one\ntwo\n", { bracketedPaste: true })).toBe("\u001b[200~one\rtwo\u001b[201~");
  });

  it("is one line where it does not, so that no line end submits half of it", () => {
    expect(nudgeKeystrokes("one\r\n  two\n", { bracketedPaste: false })).toBe("one two");
  });

  it.each([
    ["an end of paste", "a\u001b[201~b", "ab"],
    ["an interrupt", "a\u0003b", "ab"],
    ["a colour", "\u001b[31mred\u001b[0m", "red"],
    ["a title", "\u001b]0;x\u0007y", "y"],
    ["an eight-bit sequence", "\u009b31mred", "red"],
    ["an end of paste inside of another", "\u001b[20\u001b[201~1~b", "201~b"],
  ])("cannot press keys: %s", (_what, text, typed) => {
    expect(nudgeKeystrokes(text, { bracketedPaste: true })).toBe(`\u001b[200~${typed}\u001b[201~`);
  });
});
