import { expect, it } from "vitest";
import { boundCommands, isPrefix } from "./bound-commands.ts";
import type { CommandInfo } from "./command.ts";
import { commandCatalogue } from "./catalogue.ts";

const CHOICES = { bindings: {}, prefix: "", letters: true };

it.each(["Tab", "Shift+Tab", "Escape", "Enter", "Space", "ArrowDown", "Shift+ArrowUp", "Tab B"])(
  "%s cannot be bound so that one no longer gets about by the keyboard",
  (keys) => {
    const bindings = Object.fromEntries(commandCatalogue.map(({ id }) => [id, [keys]]));
    const bound = boundCommands<CommandInfo>(commandCatalogue, { ...CHOICES, bindings });
    expect(bound.filter((command) => command.in === undefined && command.keys.length > 0)).toEqual([]);
  },
);

it("what leads through the window may be bound with a key held, and every command keeps its own keys", () => {
  const bindings = { "palette.open": ["Mod+Enter", "Alt+ArrowDown"] };
  const bound = boundCommands<CommandInfo>(commandCatalogue, { ...CHOICES, prefix: "Ctrl+B", bindings });
  expect(bound.find(({ id }) => id === "palette.open")?.keys).toEqual(bindings["palette.open"]);
  const catalogue: readonly CommandInfo[] = commandCatalogue;
  const own = boundCommands(catalogue, { ...CHOICES, prefix: "Ctrl+B" });
  expect(own.map(({ id, keys }) => [id, keys.length])).toEqual(catalogue.map(({ id, keys = [] }) => [id, keys.length]));
});

it.each([
  ["Ctrl+B", true],
  ["F12", true],
  ["Alt+Space", true],
  ["Enter", false],
  ["Backspace", false],
  ["Tab", false],
  ["Shift+ArrowUp", false],
  ["b", false],
  ["Ctrl+B Ctrl+C", false],
  ["", false],
])("%s as a prefix: %s", (keys, isOne) => {
  expect(isPrefix(keys)).toBe(isOne);
});
