import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemView } from "../../shared/model/work-item.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;
let one: OpenCore;
let epic: ItemView;

beforeEach(async () => {
  house = await openCoreHouse();
  one = await house.open();
  await addProject(house, one);
  epic = await must(one.client.call("item.create", { project: PROJECT, title: "Checkout", type: "epic" }));
});

afterEach(() => house[Symbol.asyncDispose]());

const child = (name: string, ...before: readonly object[]) =>
  one.create(name, work(name, ...before), { parent: epic.id });
const sling = (...items: readonly ItemView[]) =>
  must(one.client.call("work.sling", { items: items.map(({ id }) => id) }));
const show = async () => (await must(one.client.call("integration.show", { epic: epic.id }))).integration;
const subjects = async (branch: string) => (await house.ask("log", "--format=%s", branch)).split("\n");
const branch = () => `integration/${epic.id}`;
const closed = (item: string) => one.event(({ type, subject }) => type === "workItemClosed" && subject === item);
const create = (more: { auto?: boolean; branch?: string } = {}) =>
  must(one.client.call("integration.create", { epic: epic.id, ...more }));

describe("an epic with a branch of its own", () => {
  it("gathers what is done below it there, says so, and lands as one, which closes it", async () => {
    expect(await create()).toMatchObject({
      branch: branch(),
      state: "open",
      target: "main",
      standing: "nothing gathered yet",
    });
    const [first, second] = [await child("one"), await child("two")];
    const { id: convoy } = await must(
      one.client.call("convoy.create", { title: "Both", items: [first.id, second.id] }),
    );
    await must(one.client.call("convoy.start", { convoy }));
    await closed(first.id);
    await closed(second.id);
    expect(await house.landed()).toEqual(["Begin"]);
    expect((await subjects(branch())).toSorted()).toEqual(["Begin", "Do one", "Do two"]);
    const gathered = await one.item(first.id);
    expect(gathered).toMatchObject({ stage: "closed", closedReason: `Landed on ${branch()}, not on the target yet.` });
    expect(gathered.landedCommit).toBeUndefined();
    expect((await one.item(epic.id)).status).not.toBe("closed");
    expect(await show()).toMatchObject({
      open: [],
      standing: `2 items on ${branch()}, not on main yet; waits to be landed`,
    });
    expect(one.events.some(({ type }) => type === "convoyClosed" || type === "convoyLanded")).toBe(false);

    await must(one.client.call("integration.land", { epic: epic.id }));
    await one.landing(epic.id);
    const [merge, ...rest] = await house.landed();
    expect(merge).toContain("Checkout");
    expect(rest.toSorted()).toEqual(["Begin", "Do one", "Do two"]);
    expect((await house.ask("log", "-1", "--format=%P", "main")).split(" ")).toHaveLength(2);
    const tip = await house.ask("rev-parse", "main");
    expect(await one.item(epic.id)).toMatchObject({ stage: "landed", landedCommit: tip });
    expect(await one.item(first.id)).toMatchObject({ stage: "landed", landedCommit: tip });
    expect(await show()).toMatchObject({ state: "landed", landed: tip });
  });

  it("begins the work below it on what it has gathered, and primes agents with its branch", async () => {
    await create();
    const first = await child("one");
    await sling(first);
    await closed(first.id);
    const gate = await house.barrier("gate");
    const second = await child("two", gate.hold);
    await sling(second);
    await gate.reached();
    const agent = (await one.agents()).find(({ hook }) => hook?.item === second.id)?.path ?? "";
    const { text } = await must(one.client.call("hook.prime", { agent }));
    expect(text).toContain(`target: ${branch()}`);
    await gate.release();
    await closed(second.id);
    expect(await subjects(branch())).toEqual(["Do two", "Do one", "Begin"]);
    const { submissions } = await must(one.client.call("mq.list", { all: true }));
    expect(submissions.map((each) => each.branch)).toEqual([branch(), branch()]);
  });

  it("lands by itself once all below it is closed, if it was made so", async () => {
    await create({ auto: true, branch: "checkout" });
    const [first, second] = [await child("one"), await child("two")];
    await sling(first, second);
    await one.landing(epic.id);
    expect((await house.landed()).slice(1).toSorted()).toEqual(["Begin", "Do one", "Do two"]);
    expect(await show()).toMatchObject({ state: "landed", branch: "checkout" });
  });

  it("is brought up to the target by a merge, and lands with what has landed there meanwhile", async () => {
    await create();
    const first = await child("one");
    const beside = await one.create("beside", work("beside"));
    await sling(first, beside);
    await closed(first.id);
    await closed(beside.id);
    await must(one.client.call("integration.update", { epic: epic.id }));
    await one.event(({ type, subject }) => type === "integrationBroughtUp" && subject === epic.id);
    expect((await subjects(branch())).slice(1).toSorted()).toEqual(["Begin", "Do beside", "Do one"]);
    expect((await one.item(epic.id)).status).not.toBe("closed");
    expect(await one.client.call("integration.update", { epic: epic.id })).toMatchObject({
      error: { code: "up-to-date" },
    });
    await must(one.client.call("integration.land", { epic: epic.id }));
    await one.landing(epic.id);
    expect(await house.ask("ls-tree", "--name-only", "main")).toContain("one.txt");
  });

  it("does not land while something below it is open, but a part of it, when it is told to", async () => {
    await create();
    const [first, second] = [await child("one"), await child("two")];
    await sling(first);
    await closed(first.id);
    expect(await one.client.call("integration.land", { epic: epic.id })).toMatchObject({
      error: { code: "open-children", details: { children: [second.id] } },
    });
    await must(one.client.call("integration.land", { epic: epic.id, anyway: true }));
    await one.event(({ type, subject }) => type === "integrationLanded" && subject === epic.id);
    expect(await one.item(first.id)).toMatchObject({ stage: "landed" });
    expect((await one.item(epic.id)).status).not.toBe("closed");
    expect(await show()).toMatchObject({ state: "open", gathered: [] });
    expect(await one.client.call("integration.land", { epic: epic.id, anyway: true })).toMatchObject({
      error: { code: "nothing-to-land" },
    });
  });

  it("is dropped only when nothing is lost, or with its commits kept", async () => {
    await create();
    const first = await child("one");
    await sling(first);
    await closed(first.id);
    const tip = await house.ask("rev-parse", branch());
    expect(await one.client.call("integration.drop", { epic: epic.id })).toMatchObject({
      error: { code: "unlanded-work" },
    });
    const dropped = await must(one.client.call("integration.drop", { epic: epic.id, discard: true }));
    expect(dropped).toMatchObject({ state: "dropped", dropped: tip });
    expect(await house.ask("branch", "--list", branch())).toBe("");
    expect((await one.item(first.id)).closedReason).toContain("it is not on the target");
    const second = await child("two");
    await sling(second);
    await one.landing(second.id);
    expect(await house.landed()).toEqual(["Do two", "Begin"]);
  });

  it("is refused for what is no epic, twice, and under a name that is taken", async () => {
    const item = await one.create("Alone", work("alone"));
    const ask = (input: { epic: string; branch?: string }) => one.client.call("integration.create", input);
    expect(await ask({ epic: item.id })).toMatchObject({ error: { code: "not-an-epic" } });
    expect(await ask({ epic: epic.id, branch: "main" })).toMatchObject({ error: { code: "branch-taken" } });
    expect(await ask({ epic: epic.id, branch: "a..b" })).toMatchObject({ ok: false });
    expect(await ask({ epic: epic.id, branch: "drover/ledger" })).toMatchObject({ error: { code: "refused" } });
    expect(await ask({ epic: epic.id, branch: "refs/heads/epic" })).toMatchObject({ error: { code: "refused" } });
    await house.ask("branch", "taken", "main");
    // Left by a creation that was cut short.
    await house.ask("branch", branch(), "main");
    expect(await ask({ epic: epic.id, branch: "taken" })).toMatchObject({ error: { code: "branch-taken" } });
    await create();
    expect(await ask({ epic: epic.id })).toMatchObject({ error: { code: "already-gathering" } });
    expect(await one.client.call("integration.show", { epic: item.id })).toMatchObject({
      error: { code: "no-integration" },
    });
  });

  it("says why it could not land, and lands once that is mended", async () => {
    const gate = {
      name: "apart",
      command: ["sh", "-c", "! test -f one.txt || ! test -f beside.txt"],
      timeoutMs: 60_000,
    };
    await must(one.client.call("project.edit", { project: PROJECT, gates: [gate], queue: { retries: 0 } }));
    await create({ auto: true });
    const beside = await one.create("beside", work("beside"));
    await sling(beside);
    await one.landing(beside.id);
    const first = await child("one");
    await sling(first);
    await one.event(({ type, subject }) => type === "integrationTroubled" && subject === epic.id);
    const { state, trouble } = await show();
    expect([state, trouble]).toEqual(["open", expect.stringContaining("apart")]);
    expect((await house.landed())[0]).toBe("Do beside");
    await must(one.client.call("project.edit", { project: PROJECT, gates: [] }));
    await must(one.client.call("integration.land", { epic: epic.id }));
    await one.landing(epic.id);
    expect((await show()).trouble).toBeUndefined();
  });

  it("has a conflict with the target resolved like any other", async () => {
    await create({ auto: true });
    const edit = (line: string) => [{ edit: "shared.txt", write: [line] }, { commit: `Say ${line}` }, { submit: true }];
    const beside = await one.create("beside", edit("beside"));
    await sling(beside);
    await one.landing(beside.id);
    const first = await one.create("one", edit("one"), { parent: epic.id });
    await sling(first);
    await one.landing(epic.id);
    expect((await house.ask("show", "main:shared.txt")).split("\n").toSorted()).toEqual(
      expect.arrayContaining(["beside", "one"]),
    );
    expect(await show()).toMatchObject({ state: "landed" });
    expect(await one.item(first.id)).toMatchObject({ stage: "landed" });
  });

  it("outlives a core that is killed", async () => {
    await create();
    const gate = await house.barrier("gate");
    const first = await child("one", gate.hold);
    await sling(first);
    await gate.reached();
    await one.close("keep");
    one = await house.open();
    await gate.release();
    await closed(first.id);
    expect(await house.landed()).toEqual(["Begin"]);
    expect(await show()).toMatchObject({ state: "open", gathered: [{ item: first.id }] });
  });
});
