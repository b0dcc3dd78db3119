import { describe, expect, it } from "vitest";
import { leavesDraft, sortViewerInput } from "./viewer-input.ts";

function sort(text: string) {
  const { bytes, typed } = sortViewerInput(Buffer.from(text));
  return { text: Buffer.from(bytes).toString(), typed };
}

describe("a viewer's input", () => {
  it.each([
    ["device attributes", "\u001b[?1;2c"],
    ["more of them", "\u001b[>0;276;0c"],
    ["a cursor report", "\u001b[12;40R"],
    ["a status", "\u001b[0n"],
    ["a mode report", "\u001b[?2026;2$y"],
    ["a colour", "\u001b]11;rgb:0000/0000/0000\u001b\\"],
    ["a setting", "\u001bP1$r0m\u001b\\"],
  ])("loses what the viewer's terminal answered by itself: %s", (_what, reply) => {
    expect(sort(reply)).toEqual({ text: "", typed: false });
    expect(sort(`a${reply}b`)).toEqual({ text: "ab", typed: true });
  });

  it.each([
    ["text", "héllo"],
    ["arrows", "\u001b[A\u001bOB"],
    ["Shift and F3", "\u001b[1;2R"],
    ["Escape", "\u001b"],
    ["a mouse click", "\u001b[<0;3;4M"],
    ["a paste", "\u001b[200~x\u001b[201~"],
  ])("goes on as a person made it: %s", (_what, keys) => {
    expect(sort(keys)).toEqual({ text: keys, typed: true });
  });

  it("passes on the focus without taking it for typing", () => {
    expect(sort("\u001b[I")).toEqual({ text: "\u001b[I", typed: false });
  });
});

describe("an unfinished line", () => {
  const leaves = (text: string, before = false) => leavesDraft(Buffer.from(text), before);

  it.each(["half a line", "done\rand more", "\u001b[200~a paste\u001b[201~", "h\u00e9", "\u001b[A and then"])(
    "stands after %j",
    (text) => {
      expect(leaves(text)).toBe(true);
    },
  );

  it.each(["all of it\r", "\u0003", "oops\u0015", "\u001b", "\u001b[200~a paste\u001b[201~\r", "\u001b[A"])(
    "does not stand after %j",
    (text) => {
      expect(leaves(text)).toBe(false);
    },
  );

  it("goes on standing while keys only move, and is over with Enter", () => {
    expect(leaves("\u001b[D\u007f", true)).toBe(true);
    expect(leaves("\r", true)).toBe(false);
  });
});
