import { expect, test } from "vitest";
import type { CommandInfo } from "./command.ts";
import { findRows, keyRows, rebind, withoutKeys } from "./key-book.ts";

const board: CommandInfo = {
  id: "view.board",
  title: "Go to the board",
  group: "Go to",
  keys: ["G B"],
  words: "kanban",
};
const close: CommandInfo = { id: "pane.close", title: "Close pane", group: "Panes", keys: ["Alt+W", "Prefix X"] };
const catalogue = [board, close];
const rows = (bindings: Record<string, readonly string[]>, prefix = "") =>
  keyRows(catalogue, { bindings, prefix, letters: true }, false);
const on = { prefix: "Ctrl+B", isMac: false };

test("tells a command's keys of now, and whether they are the user's", () => {
  expect(rows({ "view.board": ["Mod+1"] })).toMatchObject([
    { keys: ["Mod+1"], isChanged: true },
    { keys: ["Alt+W", "Prefix X"], isChanged: false },
  ]);
});

test("names a conflict at each of those it is between", () => {
  const [one, two] = rows({ "view.board": ["Alt+W"] });
  expect(one?.conflicts).toEqual(two?.conflicts);
  expect(one?.conflicts).toMatchObject([{ keys: "Alt+W", commands: ["view.board", "pane.close"] }]);
});

test("forgets a binding that is the command's own, and keeps that one has no keys", () => {
  expect(rebind({}, board, ["Mod+1"])).toEqual({ "view.board": ["Mod+1"] });
  expect(rebind({ "view.board": ["Mod+1"] }, board, ["G B"])).toEqual({});
  expect(rebind({}, board, [])).toEqual({ "view.board": [] });
});

test("takes keys away however they are written, behind the prefix, too", () => {
  expect(withoutKeys(["Alt+W", "Prefix X"], "Ctrl+B X", on)).toEqual(["Alt+W"]);
  expect(withoutKeys(["Ctrl+Shift+P"], "Mod+Shift+P", on)).toEqual([]);
});

test("finds commands by words, and by the keys that were pressed", () => {
  const find = (text: string, pressed?: string) =>
    findRows(rows({}, "Ctrl+B"), { text, pressed }, on).map(({ command: { id } }) => id);
  expect(find("kanban go")).toEqual(["view.board"]);
  expect(find("", "G")).toEqual(["view.board"]);
  expect(find("", "Ctrl+B")).toEqual(["pane.close"]);
  expect(find("", "Alt+W")).toEqual(["pane.close"]);
  expect(find("", "Alt+X")).toEqual([]);
});
