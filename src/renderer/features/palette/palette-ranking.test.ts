import { expect, test } from "vitest";
import { SETTING_WORDS } from "../../../shared/model/setting-words.ts";
import { commandCatalogue } from "../../lib/commands/catalogue.ts";
import { layoutEntries } from "../../lib/layouts/layout-book.ts";
import { commandEntries } from "./command-entries.tsx";
import { type Entry, layoutEntry, settingEntry } from "./entries.tsx";
import { listedEntries } from "./palette-list.ts";
import { type EntryKind, indexEntries, searchEntries } from "./palette-search.ts";

const named = (kind: EntryKind, title: string, words = ""): Entry => ({
  ...{ id: `${kind}:${title}`, kind, group: kind, target: title, title, words },
  mark: () => null,
  run: () => {},
});

/** What a workspace has beside commands, with words in them that commands have, too. */
const everything = (focused?: string): readonly Entry[] => [
  ...commandEntries(
    commandCatalogue.map((command) => ({ ...command, keys: [] })),
    { targets: { item: focused }, isPast: false, whyNot: () => undefined },
  ),
  named("agent", "ada", "shop/workers/ada Retry the upload terminal"),
  named("agent", "boris", "shop/workers/boris Send mail when an order ships terminal"),
  named("convoy", "Checkout, second half"),
  named("project", "shop", "https://example.org/shop.git"),
  named("item", "Send mail when an order ships", "shop-4f2 bug"),
  named("item", "Cost of shipping is shown too late", "shop-9aa"),
  named("item", "Café names lose their accents", "shop-c3e"),
  named("item", "Заголовок по-русски", "shop-d4f"),
  ...layoutEntries([]).map(layoutEntry),
  ...Object.entries(SETTING_WORDS).map(([key, words]) => settingEntry(key, words)),
];
const LIMITS = { found: 80, perGroup: 8 };
const search = (typed: string, { focused, recent = [] }: { focused?: string; recent?: readonly string[] } = {}) => {
  const listed = listedEntries(everything(focused), {
    ask: undefined,
    mode: undefined,
    recent,
    whyNot: () => undefined,
  });
  return searchEntries(indexEntries(listed), typed, LIMITS).map(({ id }) => id.replace(/^command:/, ""));
};

test.each([
  ["mail", "view.mail"],
  ["inbox", "view.mail"],
  ["open mail", "view.mail"],
  ["e-mail", "setting:owner.email"],
  ["own window", "pane.pop-out"],
  ["popout", "pane.pop-out"],
  ["board", "view.board"],
  ["go to the board", "view.board"],
  ["kanban", "view.board"],
  ["boa", "view.board"],
  ["wall", "view.agents"],
  ["queue", "view.merge-queue"],
  ["merge queue", "view.merge-queue"],
  ["queue merge", "view.merge-queue"],
  ["mq", "view.merge-queue"],
  ["view queue", "view.merge-queue"],
  ["settings", "view.settings"],
  ["preferences", "view.settings"],
  ["toml", "settings.text"],
  ["health", "view.health"],
  ["doctor", "view.health"],
  ["cost", "view.cost"],
  ["spend", "view.cost"],
  ["needs you", "attention.next"],
  ["attention queue", "view.attention"],
  ["notifications", "view.notifications"],
  ["ledger", "view.ledger"],
  ["new", "item.create"],
  ["create", "item.create"],
  ["new convoy", "convoy.create"],
  ["sling", "item.sling"],
  ["priority", "item.priority"],
  ["snooze", "item.defer"],
  ["undo", "items.undo"],
  ["dark", "theme.dark"],
  ["light theme", "theme.light"],
  ["compact", "density.compact"],
  ["split", "pane.split-right"],
  ["close pane", "pane.close"],
  ["maximize", "pane.maximise"],
  ["zoom", "pane.maximise"],
  ["shortcuts", "help.keys"],
  ["keys", "keys.edit"],
  ["font size", "setting:terminal.fontSize"],
  ["sound", "setting:notifications.sound"],
  ["quiet", "setting:notifications.quietHours"],
  ["broadcast", "agents.broadcast"],
  ["peek", "agent.peek"],
  ["pause agent", "agent.pause"],
  ["freeze", "workspace.freeze"],
  ["grep", "terminal.search-all"],
  ["review", "review.submission"],
  ["stop", "agent.stop"],
  ["stop core", "core.stop"],
  ["delete", "item.delete"],
  ["ada", "agent:ada"],
  ["bor", "agent:boris"],
  ["shop", "project:shop"],
  ["checkout", "convoy:Checkout, second half"],
  ["4f2", "item:Send mail when an order ships"],
  ["send mail", "item:Send mail when an order ships"],
  ["cafe", "item:Café names lose their accents"],
  ["заголовок", "item:Заголовок по-русски"],
])("%s: first %s", (typed, first) => {
  expect(search(typed).slice(0, 1)).toEqual([first]);
});

test("does not find what ends or throws something away by letters that happen to fit", () => {
  const grave = commandCatalogue.filter((command) => "isGrave" in command).map(({ id }) => id as string);
  expect(grave).toContain("core.stop");
  for (const typed of ["own", "own window", "hut", "top", "toco", "elete", "iscard", "emove"]) {
    expect(search(typed).filter((id) => grave.includes(id))).toEqual([]);
  }
});

test("puts what was used lately first among what fits as well, but not before a better fit", () => {
  const recent = ["command:board.filter", "command:theme.dark"];
  expect(search("theme", { recent })[0]).toBe("theme.dark");
  expect(search("board", { recent }).slice(0, 2)).toEqual(["view.board", "board.filter"]);
});

test("puts what can be done to what has the focus first among what fits as well", () => {
  expect(search("close", { focused: "shop-4f2" })[0]).toBe("item.close");
});

test("finds nothing where one of the words does not fit", () => {
  expect(search("board xyzzy")).toEqual([]);
});
