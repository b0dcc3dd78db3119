import { describe, expect, it } from "vitest";
import { commandCatalogue } from "../../shared/commands/catalogue.ts";
import { DEFAULT_PREFERENCES } from "../../shared/model/preference-defaults.ts";
import { type MenuFacts, menuModel } from "./menu-model.ts";

const KEYS = DEFAULT_PREFERENCES.keys;

function commandsOf(facts: Partial<MenuFacts> = {}) {
  return menuModel({ isMac: false, keys: KEYS, ...facts })
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.kind === "command" ? [entry] : []));
}

describe("the menu", () => {
  it("runs commands that the window has, by the names it gives them, each once", () => {
    const run = commandsOf();
    const titles = new Map<string, string>(commandCatalogue.map(({ id, title }) => [id, title]));
    expect(run.length).toBeGreaterThan(20);
    expect(run.filter(({ id, label }) => titles.get(id) !== label)).toEqual([]);
    expect(new Set(run.map(({ id }) => id)).size).toBe(run.length);
  });

  it("shows the user's own keys in place of a command's", () => {
    const own = commandsOf({ keys: { ...KEYS, bindings: { "view.board": ["Mod+Shift+B"], "item.create": [] } } });
    expect(own.find(({ id }) => id === "view.board")?.keys).toBe("CmdOrCtrl+Shift+B");
    expect(own.find(({ id }) => id === "item.create")).not.toHaveProperty("keys");
    expect(commandsOf().find(({ id }) => id === "item.create")?.keys).toBe("N");
  });

  it("takes no key on a Mac that somebody may be typing", () => {
    const shown = commandsOf({ isMac: true }).flatMap(({ keys }) => (keys === undefined ? [] : [keys]));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.filter((keys) => !/Ctrl|^F\d|^Shift\+F\d/.test(keys))).toEqual([]);
  });
});
