import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PLAIN, ansiSpans, plainText, styleAfter } from "./ansi.ts";

const spans = (line: string) => ansiSpans(line, PLAIN).map(({ text, style }) => [text, style]);

test("cuts a line where its colours change", () => {
  expect(spans("ok \u001b[32mgreen\u001b[1m bold\u001b[0m plain")).toEqual([
    ["ok ", {}],
    ["green", { colour: 2 }],
    [" bold", { colour: 2, isBold: true }],
    [" plain", {}],
  ]);
});

test("knows bright colours, grounds, the 256 and those spelt out", () => {
  expect(spans("\u001b[91;44mA\u001b[38;5;208mB\u001b[38;2;1;2;300mC\u001b[48;5;250mD")).toEqual([
    ["A", { colour: 9, ground: 4 }],
    ["B", { colour: "rgb(255 135 0)", ground: 4 }],
    ["C", { colour: "rgb(1 2 255)", ground: 4 }],
    ["D", { colour: "rgb(1 2 255)", ground: "rgb(188 188 188)" }],
  ]);
});

test("ends one thing and keeps the rest", () => {
  expect(spans("\u001b[1;3;4;31mA\u001b[22;24mB\u001b[39mC")).toEqual([
    ["A", { isBold: true, isItalic: true, isUnderlined: true, colour: 1 }],
    ["B", { isItalic: true, colour: 1 }],
    ["C", { isItalic: true }],
  ]);
});

test("carries a colour over the end of a line", () => {
  const style = styleAfter("\u001b[31mred from here on", PLAIN);
  expect(ansiSpans("still red", style)).toEqual([{ text: "still red", style: { colour: 1 } }]);
});

test("shows what is left of a line that a progress bar wrote over", () => {
  expect(plainText("10%\r50%\r\u001b[32m100%\r")).toBe("100%");
  expect(spans("\u001b[31m10%\rdone")).toEqual([["done", { colour: 1 }]]);
});

test("leaves out titles, links, cursor moves and marks that turn text around", () => {
  expect(
    plainText(
      "\u001b]0;evil title\u0007a\u001b[2Kb\u001b[3Ac\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\\u202egpj\u2066\u0000",
    ),
  ).toBe("abclinkgpj");
});

test("shows no control character, whatever comes", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom("\u001b[", "\u001b]", "\u001b", "\r", "31m", "38;5;", "\u0007", "\u009b", "\u202e"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const line = parts.join("").replaceAll("\n", "");
      const shown = ansiSpans(line, PLAIN)
        .map(({ text }) => text)
        .join("");
      expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(shown).toBe(plainText(line));
    }),
    { seed: 5, numRuns: 500 },
  );
});
