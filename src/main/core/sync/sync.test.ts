import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { replayItem, tellsAll } from "../history/versions.ts";
import { append, git } from "../platform/store/store-fixture.ts";
import {
  type Clone,
  type SyncFixture,
  BRANCH,
  createSyncFixture,
  creation,
  event,
  signal,
  syncNow,
  treeOf,
  user,
} from "./testing/sync-fixture.ts";

let shared: SyncFixture;
let origin: string;
let makeClone: SyncFixture["makeClone"];

beforeEach(async () => {
  shared = await createSyncFixture();
  ({ origin, makeClone } = shared);
});

afterEach(async () => {
  await shared[Symbol.asyncDispose]();
}, 120_000);

describe("syncing a ledger", () => {
  it("pushes nothing and asks nobody while it is switched off", async () => {
    const a = await makeClone("ada", { on: false });
    await append(a.store, creation("demo-aaa", a.agent));
    await a.store.flush();
    expect(await a.sync.handlers["ledger.sync"]({}, user, signal)).toMatchObject({ error: { code: "sync-off" } });
    expect(await a.sync.handlers["ledger.sync"]({ projects: ["demo"] }, user, signal)).toMatchObject({
      error: { code: "sync-off" },
    });
    expect(git(origin, "for-each-ref")).toBe("");
  });

  it("makes one of two clones that never met, and says what each took", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", a.agent));
    await append(b.store, creation("demo-bbb", b.agent));
    expect(await syncNow(a)).toMatchObject({ taken: 0, pushed: true });
    expect(await syncNow(b)).toMatchObject({ taken: 1, pushed: true, conflicts: [] });
    expect(await syncNow(a)).toMatchObject({ taken: 1, pushed: false });
    expect([...a.items.values()].map((item) => item.id)).toEqual([...b.items.values()].map((item) => item.id));
    expect(git(a.vault, "rev-parse", BRANCH)).toBe(git(origin, "rev-parse", BRANCH));
    expect(git(b.vault, "rev-parse", BRANCH)).toBe(git(origin, "rev-parse", BRANCH));
    expect(await syncNow(b)).toMatchObject({ taken: 0, pushed: false });
  });

  it.each(["the earlier", "the later"])(
    "leaves one of two concurrent claims and tells both when %s syncs first",
    async (who) => {
      const [a, b] = [await makeClone("ada"), await makeClone("bo")];
      await append(a.store, creation("demo-aaa", a.agent));
      await syncNow(a);
      await syncNow(b);
      a.fixture.clock.advance(1_000);
      b.fixture.clock.advance(2_000);
      await append(a.store, event("demo-aaa", "workItemClaimed", {}, a.agent));
      await append(b.store, event("demo-aaa", "workItemClaimed", {}, b.agent));
      const [first, second] = who === "the earlier" ? [a, b] : [b, a];
      await syncNow(first);
      const conflict = (await syncNow(second)).conflicts.find(({ field }) => field === "assignee");
      expect(conflict).toMatchObject({ kept: { by: a.agent }, lost: { by: b.agent } });
      await syncNow(first);
      for (const { items } of [a, b]) expect(items.get("demo-aaa")?.assignee).toBe(a.agent);
      expect(a.told).toMatchObject([{ item: "demo-aaa", who: a.agent, other: b.agent, isKept: true }]);
      expect(b.told).toMatchObject([{ item: "demo-aaa", who: b.agent, other: a.agent, isKept: false }]);
    },
  );

  it.each(["the earlier", "the later"])(
    "tells both once of a double claim by two of one name, with whose workspace it was, when %s syncs first",
    async (who) => {
      const [a, b] = [await makeClone("ada"), await makeClone("bo")];
      await append(a.store, creation("demo-aaa", USER));
      await syncNow(a);
      await syncNow(b);
      a.fixture.clock.advance(1_000);
      b.fixture.clock.advance(2_000);
      await append(a.store, event("demo-aaa", "workItemClaimed", {}, USER));
      await append(b.store, event("demo-aaa", "workItemClaimed", {}, USER));
      const [first, second] = who === "the earlier" ? [a, b] : [b, a];
      for (const clone of [first, second, first, second]) await syncNow(clone);
      const met = { project: "demo", item: "demo-aaa", who: USER, other: USER, owner: "Olga Owner", isKept: true };
      expect(a.told).toEqual([met]);
      expect(b.told).toEqual([met]);
    },
  );

  it("tells in the one clone that met it what gave way, whoever said it, and over later syncs", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", USER), creation("demo-bbb", USER));
    await syncNow(a);
    await syncNow(b);
    a.fixture.clock.advance(1_000);
    b.fixture.clock.advance(2_000);
    const edit = (title: string, of: Clone) =>
      append(of.store, event("demo-aaa", "workItemEdited", { title }, of.agent));
    await edit("of ada", a);
    await edit("of bo", b);
    for (const clone of [a, b, a]) await syncNow(clone);
    const met = { project: "demo", item: "demo-aaa", field: "title", kept: "of bo", keptBy: b.agent, lost: "of ada" };
    expect(b.sync.gaveWay()).toMatchObject([{ ...met, lostBy: a.agent }]);
    expect(a.sync.gaveWay()).toEqual([]);
    await append(a.store, event("demo-bbb", "workItemEdited", { title: "Unrelated" }, a.agent));
    await syncNow(a);
    expect((await syncNow(b)).conflicts).toEqual([]);
    expect(b.sync.gaveWay()).toHaveLength(1);
  });

  it("tells nobody of a claim that was known when the other was made", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", USER), event("demo-aaa", "workItemClaimed", {}, USER));
    await syncNow(a);
    await syncNow(b);
    await append(b.store, event("demo-aaa", "workItemReleased", {}, USER));
    await append(b.store, event("demo-aaa", "workItemClaimed", {}, USER));
    await syncNow(b);
    await syncNow(a);
    expect([a.told, b.told]).toEqual([[], []]);
  });

  it("raises the version above what either clone had counted, and brings the same number everywhere", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", a.agent));
    await syncNow(a);
    await syncNow(b);
    await append(a.store, event("demo-aaa", "workItemEdited", { title: "by ada" }, a.agent));
    await append(b.store, event("demo-aaa", "workItemEdited", { notes: "by bo" }, b.agent));
    for (const clone of [a, b, a]) await syncNow(clone);
    for (const { items, store } of [a, b]) {
      const item = items.get("demo-aaa");
      expect(item).toMatchObject({ title: "by ada", notes: "by bo", version: 3 });
      const trail = await store.trail("demo", "item", "demo-aaa");
      const versions = replayItem(trail);
      expect(versions.map(({ item: then }) => then?.version)).toEqual([1, 2, 3]);
      expect(tellsAll(trail, versions, 3)).toBe(true);
      expect(tellsAll(trail.slice(1), replayItem(trail.slice(1)), 3)).toBe(false);
    }
  });

  it("opens what one gave back while the other went on, in the same sync", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", a.agent), event("demo-aaa", "workItemClaimed", {}, a.agent));
    await syncNow(a);
    await syncNow(b);
    a.fixture.clock.advance(1_000);
    b.fixture.clock.advance(2_000);
    await append(a.store, event("demo-aaa", "workItemReleased", {}, a.agent));
    await append(b.store, event("demo-aaa", "workItemStatusChanged", { status: "in-review" }, b.agent));
    await append(b.store, event("demo-aaa", "workItemStatusChanged", { status: "in-progress" }, b.agent));
    for (const clone of [a, b, a]) await syncNow(clone);
    for (const { items } of [a, b]) {
      expect(items.get("demo-aaa")?.status).toBe("open");
      expect(items.get("demo-aaa")?.assignee).toBeUndefined();
    }
    expect(treeOf(a.vault)).toBe(treeOf(b.vault));
  });

  it("says in a dry run what it would take, and changes nothing", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    await append(a.store, creation("demo-aaa", a.agent));
    await syncNow(a);
    await append(b.store, creation("demo-bbb", b.agent));
    expect(await syncNow(b, { dryRun: true })).toMatchObject({ taken: 1, pushed: false });
    expect(b.items.get("demo-aaa")).toBeUndefined();
    expect(git(origin, "rev-list", "--count", BRANCH)).toBe("1");
  });

  it("does not push what coordinates this workspace", async () => {
    const a = await makeClone("ada");
    await append(a.store, creation("demo-aaa", a.agent));
    await syncNow(a);
    await syncNow(a);
    expect(
      git(origin, "ls-tree", "-r", "--name-only", BRANCH)
        .split("\n")
        .map((file) => file.split("/")[1]),
    ).not.toContain("sync");
  });
});

describe("when it cannot be synced, nothing is lost and it is said why", () => {
  it("for want of an origin", async () => {
    const a = await makeClone("ada", { origin: "/nowhere/at/all.git" });
    await append(a.store, creation("demo-aaa", a.agent));
    expect(await syncNow(a)).toMatchObject({ pushed: false, failure: { code: "origin-unreachable" } });
    expect(a.items.size).toBe(1);
  });

  it("for something else on that branch", async () => {
    const tree = git(origin, "hash-object", "-t", "tree", "-w", "/dev/null");
    git(origin, "update-ref", BRANCH, git(origin, "commit-tree", tree, "-m", "theirs"));
    const before = git(origin, "rev-parse", BRANCH);
    const a = await makeClone("ada");
    await append(a.store, creation("demo-aaa", a.agent));
    expect(await syncNow(a)).toMatchObject({ failure: { code: "not-a-ledger" } });
    expect(git(origin, "rev-parse", BRANCH)).toBe(before);
  });

  it("for an origin that does not let us push", async () => {
    const hook = `${origin}/hooks/pre-receive`;
    writeFileSync(hook, "#!/bin/sh\necho protected >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    const a = await makeClone("ada");
    await append(a.store, creation("demo-aaa", a.agent));
    expect(await syncNow(a)).toMatchObject({ pushed: false, failure: { code: "origin-refused" } });
  });

  it("for a newer format", async () => {
    const a = await makeClone("ada");
    await append(a.store, creation("demo-aaa", a.agent));
    await syncNow(a);
    const newer = shared.path("newer.json");
    writeFileSync(newer, JSON.stringify({ format: 99, ledger: "demo" }));
    const blob = git(origin, "hash-object", "-w", newer);
    const tree = execFileSync("git", ["--git-dir", origin, "mktree"], {
      input: `100644 blob ${blob}\tmeta.json\n`,
      encoding: "utf8",
    });
    git(origin, "update-ref", BRANCH, git(origin, "commit-tree", tree.trim(), "-m", "newer", "-p", BRANCH));
    const b = await makeClone("bo");
    await append(b.store, creation("demo-bbb", b.agent));
    expect(await syncNow(b)).toMatchObject({ failure: { code: "ledger-too-new" } });
    expect(b.items.size).toBe(1);
  });
});

describe("by itself", () => {
  it("syncs some time after a change, every so often, and no more once it is switched off", async () => {
    const [a, b] = [await makeClone("ada"), await makeClone("bo")];
    const ended = (clone: Clone) => clone.sync[Symbol.asyncDispose]();
    a.sync.start();
    await append(a.store, creation("demo-aaa", a.agent));
    expect(git(origin, "for-each-ref")).toBe("");
    a.fixture.clock.advance(10_000);
    await ended(a);
    expect(git(origin, "rev-list", "--count", BRANCH)).toBe("1");
    b.sync.start();
    b.fixture.clock.advance(10_000);
    await ended(b);
    expect(b.items.size).toBe(1);
    b.sync.start();
    b.turn(false);
    b.fixture.clock.advance(1_000_000);
    await ended(b);
    expect((await b.sync.handlers["ledger.sync.status"]({}, user, signal)).ok).toBe(true);
  });
});
