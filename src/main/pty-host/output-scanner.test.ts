import { describe, expect, it } from "vitest";
import { createOutputScanner } from "./output-scanner.ts";

/** Scans the text in pieces of every size and says what was heard; it must be the same for all. */
function hear(text: string) {
  const bytes = Buffer.from(text);
  const results = [1, 2, 3, bytes.length].map((size) => {
    const heard: string[] = [];
    const scanner = createOutputScanner({
      title: (title) => heard.push(`title ${title}`),
      notification: (title, body) => heard.push(`notification ${title}|${body}`),
      bell: () => heard.push("bell"),
      query: () => heard.push("query"),
      colorQuery: (osc) => heard.push(`color ${osc}`),
    });
    const kinds = new Set<string>();
    for (let at = 0; at < bytes.length; at += size) kinds.add(scanner.scan(bytes.subarray(at, at + size)));
    return { heard, kinds, modes: scanner.modes, ground: scanner.ground };
  });
  const [first, ...others] = results;
  for (const { heard, ground } of others) {
    expect({ heard, ground }).toEqual({ heard: first?.heard, ground: first?.ground });
  }
  if (first === undefined) throw new Error("Nothing was scanned.");
  return first;
}

describe("the scanner of output", () => {
  it.each([
    ["a title", "\u001b]0;✳ Working\u0007", "title ✳ Working"],
    ["a title ended by ST", "\u001b]2;busy\u001b\\", "title busy"],
    ["an eight-bit title", "\u009d2;busy\u009c", "title busy"],
    ["a notification", "\u001b]9;done\u0007", "notification |done"],
    ["one with a heading", "\u001b]777;notify;Claude;needs you; now\u0007", "notification Claude|needs you; now"],
    ["the bell", "a\u0007b", "bell"],
    ["a question for the cursor", "\u001b[6n", "query"],
    ["a question for the kind of terminal", "\u001b[c", "query"],
    ["a question for the ground", "\u001b]11;?\u001b\\", "color 11"],
  ])("hears %s", (_what, text, expected) => {
    expect(hear(text).heard).toEqual([expected]);
  });

  it.each([
    ["progress", "\u001b]9;4;1;50\u0007"],
    ["a bell that ends a string", "\u001b]8;;http://x\u0007"],
    ["a title that was given up", "\u001b]0;half\u0018"],
  ])("hears nothing in %s", (_what, text) => {
    expect(hear(text).heard).toEqual([]);
  });

  it("tells lines from what moves about on the screen", () => {
    expect(hear("one\r\n\u001b[1;31mtwo\u001b[0m\u001b[K\r\n\tthrée 漢 ©\r\n").kinds).toEqual(new Set(["lines"]));
    expect(hear("\u001b[2A").kinds).toContain("other");
    expect(hear("\u009b2A").kinds).toContain("other");
    expect(hear("\b").kinds).toContain("other");
  });

  it("knows the modes a program has set", () => {
    const { modes } = hear("\u001b[?1049h\u001b[?2004h\u001b[?25l\u001b[?1002;1006h\u001b[3;10r\u001b[1;34mx");
    expect(modes).toMatchObject({
      alternate: true,
      bracketedPaste: true,
      cursorHidden: true,
      margins: { top: 3, bottom: 10 },
    });
    expect([...modes.privateModes]).toEqual([
      [2004, true],
      [1002, true],
      [1006, true],
    ]);
    expect(modes.pen).toBe("\u001b[1;34m");
    expect(hear("\u001b[?1049h\u001b[?2004h\u001bc").modes).toMatchObject({ alternate: false, bracketedPaste: false });
  });
});
