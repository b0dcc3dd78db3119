import { describe, expect, test } from "vitest";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import { ada, as, bob, codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

describe("creating", () => {
  test("puts an item into the caller's own ledger, and a child beside its parent", async () => {
    await using fixture = fixtureWithProject();
    const { done, ledger } = await openDesk(fixture);
    const system = await done("item.create", { title: "Ours" });
    const own = await done("item.create", { title: "Mine" }, as(ada));
    expect([system.id, own.id]).toEqual([expect.stringMatching(/^ws-\w{3}$/), expect.stringMatching(/^demo-\w{3}$/)]);
    expect([ledger.projectOf(system.id), ledger.projectOf(own.id)]).toEqual([undefined, "demo"]);
    const epic = await done("item.create", { title: "Epic", type: "epic", project: "demo" });
    const first = await done("item.create", { title: "One", parent: epic.id });
    const second = await done("item.create", { title: "Two", parent: epic.id, after: [first.id] });
    expect([first.id, second.id]).toEqual([`${epic.id}.1`, `${epic.id}.2`]);
    expect(second).toMatchObject({
      stage: "blocked",
      blockedBy: [first.id],
      project: "demo",
      priority: 2,
      type: "task",
    });
    expect((await done("item.show", { item: epic.id })).children.map((child) => child.id)).toEqual([
      first.id,
      second.id,
    ]);
  });

  test("refuses what cannot be, and leaves the ledger as it was", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done, ledger } = await openDesk(fixture);
    const epic = await create("Epic");
    const after = await create("After the epic", { after: [epic.id] });
    const closed = await create("Closed");
    await done("item.close", { items: [closed.id] });
    const before = [...ledger.values()];
    const refusals: readonly (readonly [object, string])[] = [
      [{ title: "x", project: "nowhere" }, "project-not-found"],
      [{ title: "x", after: ["demo-404"] }, "item-not-found"],
      [{ title: "x", parent: closed.id }, "item-closed"],
      [{ title: "x", parent: epic.id, after: [after.id] }, "cycle"],
      [{ title: "x".repeat(2 * 1024 * 1024) }, "bad-input"],
      [{ title: "  " }, "bad-input"],
      [{ title: "two\nlines" }, "bad-input"],
      [{ title: "bell\u0007" }, "bad-input"],
      [{ title: "half a pair \ud800" }, "bad-input"],
      [{ title: "x", description: "esc \u001b[2J" }, "bad-input"],
      [{ title: "x", colour: "red" }, "bad-input"],
      [{ title: "x", priority: 5 }, "bad-input"],
    ];
    const codes: string[] = [];
    for (const [input] of refusals) codes.push(codeOf(await call("item.create", input)));
    expect(codes).toEqual(refusals.map(([, code]) => code));
    expect([...ledger.values()]).toEqual(before);
  });
});

describe("claiming", () => {
  test("gives an item to exactly one of any number who ask at once, and tells the others who has it", async () => {
    await using fixture = fixtureWithProject();
    const { call, create } = await openDesk(fixture);
    const item = await create("The prize");
    const callers = Array.from({ length: 30 }, (_, n) => as(workerPath("demo", `w${n}`)));
    const answers = await Promise.all(callers.map((caller) => call("item.claim", { item: item.id }, caller)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers[0]).toMatchObject({ ok: true, value: { assignee: "demo/workers/w0", status: "in-progress" } });
    expect(answers[1]).toMatchObject({
      ok: false,
      error: { code: "item-taken", details: { assignee: "demo/workers/w0" } },
    });
    expect(codeOf(await call("item.claim", { item: item.id }, callers[0]))).toBe("ok");
  });

  test("is refused for what is not ready, with the reason", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const first = await create("First");
    const waits = await create("Waits", { after: [first.id] });
    const later = await create("Later", { deferredUntil: fixture.clock.now() + 1_000 });
    const closed = await create("Closed");
    await done("item.close", { items: [closed.id] });
    expect(await call("item.claim", { item: waits.id })).toMatchObject({
      error: { code: "item-not-ready", details: { blockedBy: [first.id] } },
    });
    expect(await call("item.claim", { item: later.id })).toMatchObject({ error: { code: "item-not-ready" } });
    expect(await call("item.claim", { item: closed.id })).toMatchObject({ error: { code: "item-not-ready" } });
    fixture.clock.advance(1_000);
    expect(codeOf(await call("item.claim", { item: later.id }))).toBe("ok");
  });
});

describe("changing", () => {
  test("edits what is given and counts the version; an edit that changes nothing is none", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const item = await create("Old", { labels: ["a", "b"], deferredUntil: 5 });
    const edited = await done("item.edit", {
      item: item.id,
      title: "New",
      addLabels: ["c"],
      removeLabels: ["a"],
      deferredUntil: null,
    });
    expect(edited).toMatchObject({ title: "New", labels: ["b", "c"], version: 2 });
    expect(edited.deferredUntil).toBeUndefined();
    expect((await done("item.edit", { item: item.id, title: "New", labels: ["b", "c"] })).version).toBe(2);
    expect(codeOf(await call("item.edit", { item: item.id, title: "Newer", ifVersion: 1 }))).toBe("item-changed");
    expect(codeOf(await call("item.edit", { item: item.id, title: "Newer", ifVersion: 2 }))).toBe("ok");
  });

  test("lets agents give away only what is theirs, and supervisors everything", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const item = await create("Work");
    await done("item.claim", { item: item.id }, as(ada));
    expect(codeOf(await call("item.update", { item: item.id, assignee: bob }, as(bob)))).toBe("item-taken");
    expect(await done("item.update", { item: item.id, assignee: bob }, as(ada))).toMatchObject({ assignee: bob });
    expect(await done("item.update", { item: item.id, assignee: ada, cause: "bob is ill" })).toMatchObject({
      assignee: ada,
    });
    const free = await done("item.update", { item: item.id, assignee: null });
    expect([free.assignee, free.status, free.stage]).toEqual([undefined, "open", "ready"]);
    const trail = (await done("item.show", { item: item.id })).trail;
    expect(trail.map((entry) => [entry.actor, entry.text, entry.cause])).toEqual([
      [USER, "created “Work”", undefined],
      [ada, "claimed it", undefined],
      [ada, `gave it to ${bob}`, undefined],
      [USER, `gave it to ${ada}`, "bob is ill"],
      [USER, "made it nobody's", undefined],
    ]);
  });

  test("leaves what somebody has to them and to those who supervise", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const item = await create("Work");
    await done("item.claim", { item: item.id }, as(ada));
    expect(codeOf(await call("item.close", { items: [item.id] }, as(bob)))).toBe("item-taken");
    expect(codeOf(await call("item.update", { item: item.id, status: "blocked" }, as(bob)))).toBe("item-taken");
    await done("item.update", { item: item.id, status: "blocked" }, as(ada));
    await done("item.close", { items: [item.id] }, as(ada));
    await done("item.reopen", { item: item.id }, as(ada));
    await done("item.close", { items: [item.id] });
  });

  test("closes a parent only with its children, and opens it again with any of them", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done, queued } = await openDesk(fixture);
    const epic = await create("Epic", { type: "epic" });
    const child = await create("Child", { parent: epic.id });
    const waits = await create("After", { after: [epic.id] });
    expect(await call("item.close", { items: [epic.id] })).toMatchObject({
      error: { code: "open-children", details: { children: [child.id] } },
    });
    queued.add(child.id);
    expect(codeOf(await call("item.close", { items: [child.id] }))).toBe("item-in-queue");
    queued.clear();
    const { items } = await done("item.close", { items: [epic.id, child.id], reason: "done" });
    expect(items.map((item) => [item.status, item.closedReason])).toEqual([
      ["closed", "done"],
      ["closed", "done"],
    ]);
    expect((await done("item.ready", {})).items.map((item) => item.id)).toEqual([waits.id]);
    expect(codeOf(await call("item.close", { items: [waits.id, child.id] }))).toBe("item-closed");
    expect((await done("item.show", { item: waits.id })).item.status).toBe("open");
    expect(codeOf(await call("item.update", { item: child.id, status: "open" }))).toBe("wrong-transition");
    await done("item.reopen", { item: child.id, reason: "it was not" });
    expect((await done("item.show", { item: epic.id })).item).toMatchObject({ status: "open", blockedBy: [child.id] });
    expect((await done("item.show", { item: waits.id })).item).toMatchObject({
      stage: "blocked",
      blockedBy: [epic.id],
    });
    expect(codeOf(await call("item.reopen", { item: child.id }))).toBe("wrong-transition");
  });
});

describe("dependencies", () => {
  test("that would close a circle are refused with the circle shown", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const [a, b, c] = [await create("a"), await create("b"), await create("c")];
    await done("item.dep.add", { item: b.id, to: a.id });
    await done("item.dep.add", { item: c.id, to: b.id });
    const refused = await call("item.dep.add", { item: a.id, to: c.id });
    expect(refused).toMatchObject({ error: { code: "cycle", details: { cycle: [a.id, c.id, b.id, a.id] } } });
    expect(refused.ok ? "" : refused.error.message).toContain(`${a.id} → ${c.id} → ${b.id} → ${a.id}`);
    expect(codeOf(await call("item.dep.add", { item: a.id, to: a.id }))).toBe("cycle");
    expect(codeOf(await call("item.dep.add", { item: a.id, to: c.id, kind: "related" }))).toBe("ok");
    expect((await done("item.dep.tree", { item: c.id })).edges).toEqual([
      { from: c.id, to: b.id, kind: "blocks" },
      { from: b.id, to: a.id, kind: "blocks" },
    ]);
    await done("item.dep.remove", { item: b.id, to: a.id });
    expect(codeOf(await call("item.dep.remove", { item: b.id, to: a.id }))).toBe("link-not-found");
    expect(codeOf(await call("item.dep.add", { item: a.id, to: c.id }))).toBe("ok");
  });

  test("reach over ledgers", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const here = await create("Here");
    const there = await done("item.create", { title: "There", after: [here.id] });
    expect(there).toMatchObject({ stage: "blocked", blockedBy: [here.id] });
    await done("item.close", { items: [here.id] });
    expect((await done("item.show", { item: there.id })).item.stage).toBe("ready");
  });
});

describe("finding", () => {
  test("lists by what is asked, newest change first, without closed ones unless asked for", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const a = await create("a", { labels: ["ui", "in-convoy"], type: "bug" });
    fixture.clock.advance(1);
    const b = await create("b", { labels: ["ui"], parent: a.id });
    fixture.clock.advance(1);
    const c = await create("c", { labels: ["slung"] });
    await done("item.close", { items: [c.id] });
    const ids = async (filter: object) => (await done("item.list", filter)).items.map((item) => item.id);
    expect(await ids({})).toEqual([b.id, a.id]);
    expect(await ids({ all: true })).toEqual([c.id, b.id, a.id]);
    expect(await ids({ status: ["closed"] })).toEqual([c.id]);
    expect(await ids({ stage: ["blocked", "closed"] })).toEqual([c.id, a.id]);
    expect(await ids({ labels: ["ui"], type: ["bug"] })).toEqual([a.id]);
    expect(await ids({ parent: a.id })).toEqual([b.id]);
    expect(await ids({ convoy: "cv-1" })).toEqual([a.id]);
    expect(await done("item.list", { all: true, limit: 1 })).toMatchObject({ total: 3, items: [{ id: c.id }] });
  });

  test("leaves out of `ready` what is on its way to somebody", async () => {
    await using fixture = fixtureWithProject();
    const { create, done, queued } = await openDesk(fixture);
    const free = await create("free");
    await create("slung", { labels: ["slung"] });
    queued.add((await create("submitted")).id);
    expect(await done("item.ready", { project: "demo" })).toMatchObject({ total: 1, items: [{ id: free.id }] });
  });

  test("searches words and parts of words in any script, title before text, as they are now", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const parser = await create("Teach the Parser dates");
    const notes = await create("Docs", { description: "the parser's grammar, überarbeitet" });
    const other = await create("日付を解析する");
    const ids = async (text: string) => (await done("item.search", { text })).items.map((item) => item.id);
    expect(await ids("parser")).toEqual([parser.id, notes.id]);
    expect(await ids("PARSER dates")).toEqual([parser.id]);
    expect(await ids("pars gram")).toEqual([notes.id]);
    expect(await ids("ÜBERARBEITET")).toEqual([notes.id]);
    expect(await ids("解析")).toEqual([other.id]);
    expect(await ids(parser.id)).toEqual([parser.id]);
    expect(await ids("!?")).toEqual([]);
    await done("item.edit", { item: parser.id, title: "Teach it times" });
    expect(await ids("parser")).toEqual([notes.id]);
    expect(await ids("times")).toEqual([parser.id]);
  });
});

test("everything is as it was after a restart, also in its order and with its trail", async () => {
  await using fixture = fixtureWithProject();
  const { create, done, ledger } = await openDesk(fixture);
  const epic = await create("Epic", { type: "epic" });
  const child = await create("Child", { parent: epic.id, acceptance: "it works" });
  const waits = await create("Waits", { after: [child.id], links: [{ kind: "related", to: epic.id }] });
  await done("item.claim", { item: child.id }, as(ada));
  await done("item.close", { items: [child.id], reason: "made" });
  const before = { items: [...ledger.values()], trail: (await done("item.show", { item: child.id })).trail };
  await fixture.crash();
  const replayed = await openDesk(fixture);
  expect([...replayed.ledger.values()]).toEqual(before.items);
  const fromGit = await openDesk(fixture);
  expect([...fromGit.ledger.values()]).toEqual(before.items);
  expect((await fromGit.done("item.show", { item: child.id })).trail).toEqual(before.trail);
  expect((await fromGit.done("item.ready", {})).items.map((item) => item.id).toSorted()).toEqual(
    [epic.id, waits.id].toSorted(),
  );
});
