import { expect, test } from "vitest";
import { manualClock } from "../../testing/manual-clock.ts";
import { commandCatalogue } from "./catalogue.ts";
import { SEQUENCE_MS, createKeyMatcher } from "./key-matcher.ts";
import { boundCommands } from "../../../shared/commands/bound-commands.ts";
import { type KeyPress } from "../../../shared/commands/keys.ts";
import { DEFAULT_PREFERENCES } from "../../../shared/model/preference-defaults.ts";

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

function setUp(isMac = false, keys: Partial<typeof DEFAULT_PREFERENCES.keys> = {}) {
  const clock = manualClock();
  const choices = { ...DEFAULT_PREFERENCES.keys, ...keys };
  const commands = boundCommands<(typeof commandCatalogue)[number]>(commandCatalogue, choices);
  return { clock, matcher: createKeyMatcher({ commands, prefix: choices.prefix, clock, isMac }) };
}

const control = (name: string, held: Partial<KeyPress> = {}) => key(name, { ctrlKey: true, ...held });

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
  await clock.advance(SEQUENCE_MS + 1);
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

test("gives a part of the window its own keys, ahead of everybody's, and nobody else", () => {
  const { matcher } = setUp();
  expect(matcher.press(key("n"), "page", "review")).toBe("review.next-change");
  expect(matcher.press(key("n"), "page")).toBe("item.create");
  expect(matcher.press(key("n"), "field", "review")).toBeUndefined();
  expect(matcher.press(key("k", { ctrlKey: true }), "page", "review")).toBe("palette.open");
});

test("tells what may follow while a sequence is under way", () => {
  const { matcher } = setUp();
  matcher.press(key("g"), "page");
  const pending = matcher.pending();
  expect(pending).toMatchObject({ keys: "G", isPrefix: false });
  expect(pending?.next).toContainEqual({ keys: "B", command: "view.board" });
  expect(matcher.press(key("Escape"), "page")).toBe("nothing");
  expect(matcher.pending()).toBeUndefined();
});

test("hears the prefix in terminals and fields, and what is typed behind it", () => {
  const { matcher } = setUp(false, { prefix: "Ctrl+B" });
  for (const place of ["terminal", "field", "page"] as const) {
    expect(matcher.press(control("b"), place)).toBe("pending");
    expect(matcher.press(key("x"), place)).toBe("pane.close");
  }
  expect(matcher.press(control("b"), "dialog")).not.toBe("pending");
});

test("gives the prefix to the terminal where it is pressed twice", () => {
  const { matcher } = setUp(false, { prefix: "Ctrl+B" });
  expect(matcher.press(control("b"), "terminal")).toBe("pending");
  expect(matcher.press(control("b"), "terminal")).toBeUndefined();
  expect(matcher.press(key("x"), "terminal")).toBeUndefined();
});

test("waits behind the prefix for as long as it takes, and swallows what means nothing there", async () => {
  const { clock, matcher } = setUp(false, { prefix: "Ctrl+B" });
  matcher.press(control("b"), "terminal");
  await clock.advance(60_000);
  expect(matcher.press(key("?", { shiftKey: true }), "terminal")).toBe("help.keys");
  matcher.press(control("b"), "terminal");
  expect(matcher.press(key("y"), "terminal")).toBe("nothing");
  expect(matcher.press(key("y"), "terminal")).toBeUndefined();
});

test("has the prefix of tmux on a Mac, too, where Command is another key", () => {
  const { matcher } = setUp(true, { prefix: "Ctrl+B" });
  expect(matcher.press(key("b", { metaKey: true }), "page")).toBe("sidebar.toggle");
  expect(matcher.press(control("b"), "terminal")).toBe("pending");
});

test("hears nothing of a prefix that there is not", () => {
  const { matcher } = setUp();
  expect(matcher.press(control("b"), "terminal")).toBeUndefined();
  expect(matcher.press(control("b"), "page")).toBe("sidebar.toggle");
});

test("hears the user's own keys, and no longer those they took away", () => {
  const { matcher } = setUp(false, { bindings: { "item.create": ["Mod+Shift+I"], "view.board": [] } });
  expect(matcher.press(control("I", { shiftKey: true }), "page")).toBe("item.create");
  expect(matcher.press(key("n"), "page")).toBeUndefined();
  matcher.press(key("g"), "page");
  expect(matcher.press(key("b"), "page")).not.toBe("view.board");
});

test("leaves letters alone where the user wants none as commands, but for what has the focus", () => {
  const { matcher } = setUp(false, { letters: false });
  expect(matcher.press(key("n"), "page")).toBeUndefined();
  expect(matcher.press(key("g"), "page")).toBeUndefined();
  expect(matcher.press(key("n"), "page", "review")).toBe("review.next-change");
  expect(matcher.press(control("k"), "page")).toBe("palette.open");
});
