import { expect, test } from "vitest";
import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import { USER, crewPath, workerPath } from "../../../shared/model/identity.ts";
import { removeGroup, setGroup } from "./decide.ts";

const [ada, bo, gone] = [workerPath("shop", "ada"), crewPath("shop", "bo"), workerPath("shop", "gone")];
const groups: readonly AgentGroup[] = [{ id: "grp-aaaaa", name: "Front", agents: [ada, gone], changedAt: 1 }];
const set = (input: Omit<Parameters<typeof setGroup>[1], "freshId" | "actor" | "isEmployed">) =>
  setGroup(groups, { ...input, freshId: "grp-fresh", actor: USER, isEmployed: (agent) => agent !== gone });

test("makes one where none has that name", () => {
  expect(set({ group: "Back", add: [bo] })).toMatchObject({
    ok: true,
    value: { id: "grp-fresh", events: [{ type: "groupSet", data: { name: "Back", agents: [bo] } }] },
  });
});

test.each(["grp-aaaaa", "Front", " front "])(
  "puts agents into %s, once, takes others out, and drops who is gone",
  (group) => {
    expect(set({ group, add: [bo, bo, ada] })).toMatchObject({ value: { events: [{ data: { agents: [ada, bo] } }] } });
    expect(set({ group, take: [ada] })).toMatchObject({ value: { events: [{ data: { name: "Front", agents: [] } }] } });
  },
);

test("renames one, and gives a name once, whatever its capitals", () => {
  expect(set({ group: "Front", name: "FRONT" })).toMatchObject({ value: { events: [{ data: { name: "FRONT" } }] } });
  const two = [...groups, { id: "grp-bbbbb", name: "Back", agents: [], changedAt: 1 }];
  const taken = setGroup(two, { group: "Back", name: "front", freshId: "x", actor: USER, isEmployed: () => true });
  expect(taken).toMatchObject({ ok: false, error: { code: "group-name-taken" } });
});

test("changes nothing where all is so", () => {
  const same = { group: "Front", add: [ada], freshId: "x", actor: USER, isEmployed: () => true };
  expect(setGroup(groups, same)).toMatchObject({ ok: true, value: { events: [] } });
});

test("is removed by name, and says how to find the one that is meant", () => {
  expect(removeGroup(groups, "front", USER)).toMatchObject({ ok: true, value: { removed: { id: "grp-aaaaa" } } });
  expect(removeGroup(groups, "back", USER)).toMatchObject({
    ok: false,
    error: { code: "group-not-found", remedy: "List them with `drover group list`." },
  });
});
