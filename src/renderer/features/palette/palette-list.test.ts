import { expect, test } from "vitest";
import { commandCatalogue } from "../../lib/commands/catalogue.ts";
import { type BoundCommand } from "../../lib/commands/key-map.ts";
import { memoryStorage } from "../../lib/storage.ts";
import { commandEntries } from "./command-entries.tsx";
import type { Entry } from "./entries.tsx";
import { listedEntries } from "./palette-list.ts";
import { PALETTE_MODES, readMode } from "./palette-modes.ts";
import { readRecent, rememberRecent } from "./recent.ts";

const commands: readonly BoundCommand[] = commandCatalogue.map((command) => ({ ...command, keys: [] }));
const commandOf = (id: string) => commands.find((command) => command.id === id);
const agent = (name: string): Entry => ({
  id: `agent:${name}`,
  kind: "agent",
  group: "Agents",
  target: name,
  title: name,
  words: "",
  mark: () => null,
  run: () => {},
});
const whyNot = (_: BoundCommand, target: string) => (target === "ada" ? "paused already" : undefined);
const entriesNow = (isPast = false, focused?: string) => [
  ...commandEntries(commands, { targets: { agent: focused }, isPast, whyNot }),
  agent("ada"),
  agent("bob"),
];
const listed = (shown: Partial<Parameters<typeof listedEntries>[1]>) =>
  listedEntries(entriesNow(), { ask: undefined, mode: undefined, recent: [], whyNot, ...shown }).map(({ id }) => id);

test("is narrowed by the sign it begins with", () => {
  expect(readMode("@ad")).toMatchObject({ mode: { name: "agents" }, wanted: "ad" });
  expect(readMode("ad")).toEqual({ mode: undefined, wanted: "ad" });
  expect(listed({ mode: readMode("@").mode })).toEqual(["agent:ada", "agent:bob"]);
  expect(new Set(PALETTE_MODES.map(({ sign }) => sign)).size).toBe(PALETTE_MODES.length);
});

test("asks for what a command needs among those it can be done to", () => {
  expect(listed({ ask: commandOf("agent.pause") })).toEqual(["agent:bob"]);
});

test("puts what was used lately first, each once, as far as it is still there", () => {
  const ids = listed({ recent: ["agent:bob", "item:gone", "command:view.board"] });
  expect(ids.slice(0, 2)).toEqual(["agent:bob", "command:view.board"]);
  expect(ids.filter((id) => id === "agent:bob")).toHaveLength(1);
});

test("runs a command on what has the focus, and asks where that will not do", () => {
  const pause = (focused?: string) => entriesNow(false, focused).find(({ id }) => id === "command:agent.pause");
  expect(pause("bob")).toMatchObject({ isUnready: false });
  expect(pause("ada")).toMatchObject({ isUnready: true });
  expect(pause()).toMatchObject({ isUnready: true, asks: { id: "agent.pause" } });
});

test("offers in the past only what changes nothing, and commands of a review only in one", () => {
  const ids = entriesNow(true).map(({ id }) => id);
  expect(ids).not.toContain("command:item.create");
  expect(ids).toContain("command:item.open");
  expect(ids).not.toContain("command:review.approve");
});

test("remembers what was chosen, the latest first, and nothing that somebody else wrote there", () => {
  const storage = memoryStorage();
  for (const id of ["a", "b", "a"]) rememberRecent(storage, id);
  expect(readRecent(storage)).toEqual(["a", "b"]);
  storage.set("drover.palette.recent", '{"not": "a list"}');
  expect(readRecent(storage)).toEqual([]);
});
