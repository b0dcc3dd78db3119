import { expect, test } from "vitest";
import { type KeyPress, areKeys, canonicalKeys, isStroke, keyCaps, keyWords, parseKeys, writeStroke } from "./keys.ts";

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("draws keys the way the system names them", () => {
  expect(keyCaps("Mod+Shift+P", true)).toEqual([["⌘", "⇧", "P"]]);
  expect(keyCaps("G B", false)).toEqual([["G"], ["B"]]);
  expect(keyCaps("Mod++", false)).toEqual([["Ctrl", "+"]]);
  expect(keyWords("Ctrl+B ArrowUp", true)).toBe("Control+B then ↑");
});

test.each([
  ["Mod+K", true],
  ["G B", true],
  ["%", true],
  ["Mod++", true],
  ["Shift+ArrowDown", true],
  ["Hyper+K", false],
  ["Mod+Shift", false],
  ["", false],
  ["enter", false],
])("knows whether %s can be pressed", (keys, can) => {
  expect(areKeys(keys)).toBe(can);
});

test.each([
  [key("k", { ctrlKey: true }), false, "Mod+K"],
  [key("k", { metaKey: true }), true, "Mod+K"],
  [key("k", { ctrlKey: true }), true, "Ctrl+K"],
  [key("P", { ctrlKey: true, shiftKey: true }), false, "Mod+Shift+P"],
  [key("?", { shiftKey: true }), false, "?"],
  [key("„", { altKey: true, code: "BracketLeft" }), true, "Alt+["],
  [key("G", { shiftKey: true }), false, "Shift+G"],
  [key("F6"), false, "F6"],
  [key("+", { ctrlKey: true }), false, "Mod++"],
  [key(" "), false, "Space"],
])("writes down what is pressed, so that it is found again (%o)", (press, isMac, written) => {
  expect(writeStroke(press, isMac)).toBe(written);
  const [stroke] = parseKeys(written);
  expect(stroke !== undefined && isStroke(stroke, press, isMac)).toBe(true);
});

test("writes nothing down for keys that are held for another", () => {
  expect(writeStroke(key("Shift", { shiftKey: true }), false)).toBeUndefined();
  expect(writeStroke(key("Dead"), false)).toBeUndefined();
});

test("takes Control for Mod except on a Mac", () => {
  expect(canonicalKeys("Ctrl+B", false)).toBe(canonicalKeys("Mod+B", false));
  expect(canonicalKeys("Ctrl+B", true)).not.toBe(canonicalKeys("Mod+B", true));
});
