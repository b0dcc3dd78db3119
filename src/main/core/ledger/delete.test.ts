import { describe, expect, test } from "vitest";
import { git } from "../platform/store/store-fixture.ts";
import { codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

describe("deleting", () => {
  test("takes an item out of every list, and lets go what waited for it", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done, ledger } = await openDesk(fixture);
    const mistake = await create("Mistake");
    const waiting = await create("Waits", { after: [mistake.id] });
    expect(await done("item.delete", { items: [mistake.id], reason: "Made twice." })).toEqual({ items: [mistake.id] });
    expect((await done("item.list", { all: true })).items.map(({ id }) => id)).toEqual([waiting.id]);
    expect((await done("item.search", { text: "mistake" })).total).toBe(0);
    expect(await call("item.show", { item: mistake.id })).toMatchObject({
      error: { code: "item-not-found", message: `${mistake.id} was deleted by user.` },
    });
    const shown = await done("item.show", { item: waiting.id });
    expect(shown).toMatchObject({ deleted: [mistake.id], item: { stage: "ready", blockedBy: [] } });
    const reopened = await openDesk(fixture);
    expect(reopened.ledger.readiness.blockedBy(waiting.id)).toEqual([]);
    expect(ledger.isDeleted(mistake.id)).toBe(true);
  });

  test("is undone by restoring: as it was, with its comments, and waited for again", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const item = await create("Wanted after all", { labels: ["x"], priority: 1, design: "So." });
    await done("item.comment.add", { item: item.id, text: "Keep this." });
    const waiting = await create("Waits", { after: [item.id] });
    await done("item.delete", { items: [item.id] });
    const restored = await done("item.restore", { item: item.id });
    expect(restored).toMatchObject({ title: item.title, labels: ["x"], priority: 1, design: "So.", unblocks: 1 });
    expect((await done("item.show", { item: item.id })).comments).toMatchObject([{ text: "Keep this." }]);
    expect((await done("item.show", { item: waiting.id })).item.stage).toBe("blocked");
    expect(codeOf(await call("item.restore", { item: item.id }))).toBe("not-deleted");
    expect(codeOf(await call("item.restore", { item: "demo-never" }))).toBe("item-not-found");
    await done("item.delete", { items: [item.id] });
    expect(await (await openDesk(fixture)).done("item.restore", { item: item.id })).toMatchObject({
      title: item.title,
    });
  });

  test("is undone where somebody took the line out of the branch by hand, too", async () => {
    await using fixture = fixtureWithProject();
    const { create, store } = await openDesk(fixture);
    const item = await create("Taken out", { labels: ["x"] });
    await store.flush();
    await fixture.crash();
    const gitDir = `${fixture.dir}/demo.git`;
    const branch = "refs/heads/drover/ledger";
    const file = git(gitDir, "ls-tree", "-r", "--name-only", branch, "records/item/");
    git(gitDir, "read-tree", branch);
    git(gitDir, "update-index", "--cacheinfo", `100644,${git(gitDir, "hash-object", "-w", "/dev/null")},${file}`);
    const tree = git(gitDir, "write-tree");
    git(gitDir, "update-ref", branch, git(gitDir, "commit-tree", tree, "-p", branch, "-m", "By hand"));
    const { call, done } = await openDesk(fixture);
    expect(await call("item.show", { item: item.id })).toMatchObject({
      error: { message: `${item.id} was deleted by Someone.` },
    });
    expect(await done("item.restore", { item: item.id })).toMatchObject({ title: "Taken out", labels: ["x"] });
  });

  test("asks before children go, and goes before what hangs on a hook or lands", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done, ledger, queued } = await openDesk(fixture);
    const epic = await create("Epic", { type: "epic" });
    const child = await create("Child", { parent: epic.id });
    const grandchild = await create("Grandchild", { parent: child.id });
    const slung = await create("Slung", { labels: ["slung"] });
    const landing = await create("Landing");
    queued.add(landing.id);
    expect(codeOf(await call("item.delete", { items: [epic.id] }))).toBe("has-children");
    expect(codeOf(await call("item.delete", { items: [epic.id, slung.id], withChildren: true }))).toBe("item-taken");
    expect(codeOf(await call("item.delete", { items: [landing.id] }))).toBe("item-in-queue");
    expect([...ledger.values()]).toHaveLength(5);
    expect((await done("item.delete", { items: [epic.id], withChildren: true })).items).toEqual([
      grandchild.id,
      child.id,
      epic.id,
    ]);
  });

  test("gives a child's number to no other", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const epic = await create("Epic", { type: "epic" });
    const first = await create("One", { parent: epic.id });
    await done("item.delete", { items: [first.id] });
    expect((await create("Two", { parent: epic.id })).id).toBe(`${epic.id}.2`);
  });
});
