import { describe, expect, test } from "vitest";
import { boundCommands } from "./bound-commands.ts";
import { commandCatalogue } from "./catalogue.ts";
import type { CommandInfo } from "./command.ts";
import { findKeyConflicts } from "./key-conflicts.ts";
import { areKeys, canonicalKeys, parseKeys } from "./keys.ts";

const DEFAULTS = { bindings: {}, prefix: "", letters: true };
const systems = [
  { isMac: false, name: "Linux and Windows" },
  { isMac: true, name: "a Mac" },
];

/** What browsers do that people cannot do without, or that a page cannot take from them. */
const OF_BROWSERS = [
  "T",
  "N",
  "W",
  "R",
  "L",
  "F",
  "C",
  "V",
  "X",
  "A",
  "Z",
  "Y",
  "P",
  "S",
  "Q",
  "D",
  "Tab",
  "+",
  "-",
  "0",
]
  .map((key) => `Mod+${key}`)
  .concat(["Mod+Shift+T", "Mod+Shift+N", "Mod+Shift+W", "Mod+Shift+I", "Mod+Shift+R", "Mod+Shift+Z", "Mod+Shift+V"])
  .concat(["F1", "F3", "F5", "F7", "F11", "F12", "Shift+F10", "Alt+D", "Alt+F", "Alt+E", "Alt+F4", "Alt+ArrowLeft"])
  .concat(["Alt+ArrowRight", "Mod+ArrowLeft", "Mod+ArrowRight", "Mod+Enter", "Mod+Backspace"])
  .concat(Array.from({ length: 9 }, (_, index) => `Mod+${index + 1}`));

/** What moves the focus or works a control, also for those who are read to. */
const OF_CONTROLS = [
  "Tab",
  "Shift+Tab",
  "Enter",
  "Space",
  "Escape",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
].concat(["Home", "End", "PageUp", "PageDown", "ContextMenu", "Delete", "Backspace"]);

describe("the registry", () => {
  test("has no id twice", () => {
    const ids = commandCatalogue.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("has keys that can be pressed", () => {
    const keys = commandCatalogue.flatMap((command: CommandInfo) => command.keys ?? []);
    expect(keys.filter((one) => !areKeys(one))).toEqual([]);
  });

  test("says in a command's title whether it asks for more: `…` stands at the end or nowhere", () => {
    expect(commandCatalogue.filter(({ title }) => /….|\.\.\./.test(title))).toEqual([]);
  });
});

describe.each(systems)("the keys that come with Drover, on $name", ({ isMac }) => {
  const commands = boundCommands<CommandInfo>(commandCatalogue, DEFAULTS);
  const canonical = commands.flatMap(({ id, in: part, keys }) =>
    keys.map((one) => ({ id, part, keys: canonicalKeys(one, isMac) })),
  );

  test("mean one thing each, where the same has the focus", () => {
    expect(findKeyConflicts(commands, { prefix: "", isMac })).toEqual([]);
  });

  test("mean one thing each behind the prefix, too, which takes Control+B from the sidebar and nothing else", () => {
    const prefixed = boundCommands<CommandInfo>(commandCatalogue, { ...DEFAULTS, prefix: "Ctrl+B" });
    const conflicts = findKeyConflicts(prefixed, { prefix: "Ctrl+B", isMac });
    expect(conflicts.flatMap(({ commands: ids }) => ids)).toEqual(isMac ? [] : ["prefix", "sidebar.toggle"]);
  });

  test("leave to browsers what people cannot do without, and to controls what works them", () => {
    const of = (keys: readonly string[]) => new Set(keys.map((one) => canonicalKeys(one, isMac)));
    const [browsers, controls] = [of(OF_BROWSERS), of(OF_CONTROLS)];
    expect(canonical.filter(({ keys }) => browsers.has(keys))).toEqual([]);
    // A list that has the focus may say what Enter does to what stands out in it.
    expect(canonical.filter(({ keys, part }) => part === undefined && controls.has(keys))).toEqual([]);
  });

  test("keep away from what screen readers and input methods hold: Control with Alt, Insert, the space bar", () => {
    const strokes = commands.flatMap(({ id, in: part, keys }) =>
      keys.flatMap(parseKeys).map((stroke) => ({ ...stroke, id, part })),
    );
    const isHeld = ({ key, mod, alt, part }: (typeof strokes)[number]) =>
      (mod && alt) || key === "Insert" || (key === "Space" && part === undefined);
    expect(strokes.filter(isHeld)).toEqual([]);
  });
});

test("a letter without its own focus is never the only way to a command of the desktop's menu", () => {
  const silent = boundCommands<CommandInfo>(commandCatalogue, { ...DEFAULTS, letters: false });
  expect(silent.find(({ id }) => id === "palette.open")?.keys[0]).toBe("Mod+K");
  expect(silent.find(({ id }) => id === "item.create")?.keys).toEqual([]);
});
