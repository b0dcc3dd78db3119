import { describe, expect, test } from "vitest";
import { codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

const ADD = [
  { kind: "type", name: "experiment", description: "We do not know yet." },
  { kind: "status", name: "qa", of: "in-review" },
  { kind: "status", name: "wontfix", of: "closed" },
  { kind: "link", name: "inspired-by" },
] as const;

describe("a ledger's own words", () => {
  test("are used like the built-in ones, and travel with the ledger", async () => {
    await using fixture = fixtureWithProject();
    const first = await openDesk(fixture);
    await first.done("ledger.vocabulary.edit", { project: "demo", add: ADD });
    const { call, create, done } = await openDesk(fixture);
    const known = await done("ledger.vocabulary", { project: "demo" });
    expect(known.own).toEqual([...ADD]);
    expect([known.types.at(-1), known.statuses.at(-1)?.name, known.links.at(-1)]).toEqual([
      "experiment",
      "wontfix",
      "inspired-by",
    ]);
    const other = await create("Other");
    const item = await create("Try it", { type: "experiment", links: [{ kind: "inspired-by", to: other.id }] });
    expect(item).toMatchObject({ type: "experiment", stage: "ready", blockedBy: [] });
    expect(await done("item.update", { item: item.id, status: "qa" })).toMatchObject({
      status: "in-review",
      customStatus: "qa",
    });
    expect((await done("item.list", { status: ["qa"] })).items.map(({ id }) => id)).toEqual([item.id]);
    expect(await done("item.update", { item: item.id, status: "open" })).not.toHaveProperty("customStatus");
    expect(codeOf(await call("item.update", { item: item.id, status: "wontfix" }))).toBe("wrong-transition");
    const [closed] = (await done("item.close", { items: [item.id], as: "wontfix" })).items;
    expect(closed).toMatchObject({ status: "closed", customStatus: "wontfix" });
    expect(await done("item.reopen", { item: item.id })).not.toHaveProperty("customStatus");
  });

  test("are of that ledger alone", async () => {
    await using fixture = fixtureWithProject();
    const { call, done } = await openDesk(fixture);
    await done("ledger.vocabulary.edit", { project: "demo", add: ADD });
    expect((await done("ledger.vocabulary", {})).own).toEqual([]);
    expect(codeOf(await call("item.create", { title: "System work", type: "experiment" }))).toBe("unknown-word");
    expect(codeOf(await call("ledger.vocabulary", { project: "nowhere" }))).toBe("project-not-found");
  });

  test("are suggested where one was mistyped", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    await done("ledger.vocabulary.edit", { project: "demo", add: ADD });
    const { id } = await create("Item");
    const refusals = [
      await call("item.create", { title: "x", project: "demo", type: "experimnt" }),
      await call("item.edit", { item: id, type: "fature" }),
      await call("item.update", { item: id, status: "q" }),
      await call("item.dep.add", { item: id, to: id, kind: "bloks" }),
    ];
    expect(refusals.map(codeOf)).toEqual(refusals.map(() => "unknown-word"));
    const said = refusals.map((answer) => (answer.ok ? "" : answer.error.message));
    expect(said[0]).toContain("Did you mean experiment?");
    expect(said[1]).toContain("Did you mean feature?");
    expect(said[3]).toContain("Did you mean blocks?");
    expect(refusals.every((answer) => !answer.ok && answer.error.remedy?.includes("drover vocabulary"))).toBe(true);
  });

  test("cannot go while an item has them, nor take a built-in's place", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    await done("ledger.vocabulary.edit", { project: "demo", add: ADD });
    const item = await create("Try it", { type: "experiment" });
    const remove = [{ kind: "type", name: "experiment" }];
    const refused = await call("ledger.vocabulary.edit", { project: "demo", remove });
    expect(!refused.ok && [refused.error.code, refused.error.details?.["items"]]).toEqual(["word-in-use", [item.id]]);
    await done("item.edit", { item: item.id, type: "task" });
    await done("ledger.vocabulary.edit", { project: "demo", remove });
    expect(codeOf(await call("ledger.vocabulary.edit", { project: "demo", remove }))).toBe("unknown-word");
    const builtIn = [{ kind: "status", name: "open", of: "closed" }];
    expect(codeOf(await call("ledger.vocabulary.edit", { project: "demo", add: builtIn }))).toBe("word-built-in");
    expect(
      codeOf(await call("ledger.vocabulary.edit", { project: "demo", add: [{ kind: "type", name: "Two Words" }] })),
    ).toBe("bad-input");
  });
});
