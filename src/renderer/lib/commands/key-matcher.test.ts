import { expect, test } from "vitest";
import { manualClock } from "../../testing/manual-clock.ts";
import { commandCatalogue } from "./catalogue.ts";
import { createKeyMatcher } from "./key-matcher.ts";
import { type KeyPress, keyCaps } from "./keys.ts";

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

function setUp(isMac = false) {
  const clock = manualClock();
  return { clock, matcher: createKeyMatcher({ catalogue: commandCatalogue, clock, isMac }) };
}

test("runs a command on its single key, and on a sequence", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("n"), "page")).toBe("item.create");
  expect(matcher.press(key("g"), "page")).toBe("pending");
  expect(matcher.press(key("n"), "page")).toBe("view.notifications");
});

test("leaves moves of the caret to the field one types into, with Alt too", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("ArrowUp", { altKey: true }), "page")).toBe("submission.up");
  expect(matcher.press(key("ArrowUp", { altKey: true }), "field")).toBeUndefined();
  expect(matcher.press(key("w", { altKey: true }), "field")).toBe("pane.close");
});

test("forgets a sequence that was not finished in time", async () => {
  const { clock, matcher } = setUp();
  matcher.press(key("g"), "page");
  await clock.advance(2_000);
  expect(matcher.press(key("n"), "page")).toBe("item.create");
});

test("finds a symbol whichever way the keyboard types it", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("?", { shiftKey: true }), "page")).toBe("help.keys");
  expect(matcher.press(key("?"), "page")).toBe("help.keys");
});

test("uses Command on a Mac and Control elsewhere", () => {
  expect(setUp(true).matcher.press(key("k", { metaKey: true }), "page")).toBe("palette.open");
  expect(setUp(true).matcher.press(key("k", { ctrlKey: true }), "page")).toBeUndefined();
  expect(setUp(false).matcher.press(key("k", { ctrlKey: true }), "page")).toBe("palette.open");
});

test("leaves letters to fields and what shells know to terminals", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("n"), "field")).toBeUndefined();
  expect(matcher.press(key("k", { ctrlKey: true }), "field")).toBe("palette.open");
  expect(matcher.press(key("k", { ctrlKey: true }), "terminal")).toBeUndefined();
  expect(matcher.press(key("P", { ctrlKey: true, shiftKey: true }), "terminal")).toBe("palette.open");
  expect(setUp(true).matcher.press(key("k", { metaKey: true }), "terminal")).toBe("palette.open");
});

test("ignores what Alt makes of a letter", () => {
  const { matcher } = setUp(true);
  expect(matcher.press(key("„", { altKey: true, code: "BracketLeft" }), "page")).toBe("pane.previous-tab");
});

test("has no two commands on the same keys, and no id twice", () => {
  const keys = commandCatalogue.flatMap((command) => {
    const part = "in" in command ? command.in : "";
    return "keys" in command ? command.keys.map((one) => `${part} ${one}`) : [];
  });
  expect(new Set(keys).size).toBe(keys.length);
  const ids = commandCatalogue.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("gives a part of the window its own keys, ahead of everybody's, and nobody else", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("n"), "page", "review")).toBe("review.next-change");
  expect(matcher.press(key("n"), "page")).toBe("item.create");
  expect(matcher.press(key("n"), "field", "review")).toBeUndefined();
  expect(matcher.press(key("k", { ctrlKey: true }), "page", "review")).toBe("palette.open");
});

test("draws keys the way the system names them", () => {
  expect(keyCaps("Mod+Shift+P", true)).toEqual([["⌘", "⇧", "P"]]);
  expect(keyCaps("G B", false)).toEqual([["G"], ["B"]]);
});
