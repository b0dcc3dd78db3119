import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import type { InputOf } from "../../../shared/contract/contract.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { MANAGER, USER, mergeCoordinatorPath, workerPath } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { type Clock, ManualClock, systemClock } from "../base/clock.ts";
import { type StoreFixture, createStoreFixture } from "../platform/store/store-fixture.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type ActiveBranch, type Conflicts, createConflicts } from "./index.ts";
import { type BranchesFixture, createBranchesFixture } from "./testing/branches-fixture.ts";

const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;
const text = (name: string, line = "") =>
  Array.from({ length: 20 }, (_, n) => `${n === 5 ? line : name} ${n}\n`).join("");

let place: BranchesFixture;
let other: BranchesFixture;
let ledger: StoreFixture;
let store: RecordStore;
let conflicts: Conflicts;
let active: Map<string, ActiveBranch[]>;
let isOn: boolean;
let landed: Set<string>;
let told: { readonly agent: string; readonly item: string; readonly text: string }[];
let letters: string[];
let reported: unknown[];

beforeEach(async () => {
  const files = { "a.txt": text("a"), "b.txt": text("b"), "c.txt": text("c") };
  place = await createBranchesFixture(files);
  other = await createBranchesFixture(files);
  ledger = createStoreFixture();
  store = await ledger.open();
  active = new Map([
    ["shop", []],
    ["web", []],
  ]);
  isOn = true;
  landed = new Set();
  told = [];
  letters = [];
  reported = [];
  conflicts = open(new ManualClock());
});

afterEach(async () => {
  await conflicts[Symbol.asyncDispose]();
  await ledger[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  expect(reported.map(String)).toEqual([]);
});

function open(clock: Clock): Conflicts {
  return createConflicts({
    store,
    clock,
    git: place.fixture.git,
    report: (error) => reported.push(error),
    folder: place.fixture.path("trial"),
    projects: () => [...active.keys()],
    place: (name) => (name === "shop" ? place : other),
    targetRef: (branch) => `refs/remotes/origin/${branch}`,
    isOn: () => isOn,
    branches: (name) => active.get(name) ?? [],
    titleOf: (item) => (item === "shop-1" ? "Sort the list" : undefined),
    whyEnded: (_project, { item }) => (landed.has(item) ? "landed" : "ended"),
    tell: (one) => told.push(one),
    letter({ project, subject, body }) {
      letters.push(body);
      const from = mergeCoordinatorPath(project);
      const data = { to: MANAGER, subject, body };
      return {
        ledger: "workspace",
        kind: "note",
        subject: `n-${letters.length}`,
        type: "noteWritten",
        actor: from,
        data,
      };
    },
    hasProject: (name) => active.has(name),
    resolveAgent: (ref, own) =>
      ref === "nobody" ? fail("agent-not-found", "There is no nobody.") : ok(workerPath(own ?? "shop", ref)),
    resolveItem: (ref) => ok(ref),
  });
}

/** An agent of that name begins on an item, and commits. */
async function begin(name: string, item: string, files: Readonly<Record<string, string>>): Promise<void> {
  await place.branch(name, files);
  const agent = workerPath("shop", name);
  active.get("shop")?.push({ agent, item, branch: name, lands: "main", worktree: place.worktree(name) });
}

function end(item: string): void {
  active.set("shop", active.get("shop")?.filter((one) => one.item !== item) ?? []);
}

async function look(): Promise<void> {
  conflicts.wake("shop");
  await conflicts.idle();
}

async function list(input: InputOf<"conflict.list"> = {}) {
  const listed = await conflicts.handlers["conflict.list"](input, user, signal);
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.flags;
}

const flagEvents = () =>
  (store.eventsAfter(0, 1_000) ?? []).filter(({ kind }) => kind === "conflict-flag").map(({ type }) => type);

async function collide(): Promise<void> {
  await begin("otter", "shop-1", { "a.txt": text("a", "otter") });
  await begin("lynx", "shop-2", { "a.txt": text("a", "lynx") });
  await look();
}

describe("a conflict flag", () => {
  it("is raised for two branches that would conflict, and told to both agents and whoever coordinates them", async () => {
    await collide();
    const [flag] = await list();
    expect(flag).toMatchObject({
      project: "shop",
      files: [{ path: "a.txt", kind: "content" }],
      fileCount: 1,
      titles: { "shop-1": "Sort the list" },
    });
    expect(flag?.sides.map((side) => side.kind === "work" && side.item).toSorted()).toEqual(["shop-1", "shop-2"]);
    expect(told.map(({ agent, item }) => `${agent} ${item}`).toSorted()).toEqual([
      "shop/workers/lynx shop-2",
      "shop/workers/otter shop-1",
    ]);
    const toLynx = told.find(({ item }) => item === "shop-2")?.text ?? "";
    for (const part of ["shop/workers/otter", "shop-1", "“Sort the list”", "a.txt", "drover mail send"]) {
      expect(toLynx).toContain(part);
    }
    expect(toLynx).not.toContain("\n");
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain("a.txt");
    expect(conflicts.briefing(workerPath("shop", "lynx"), "shop-2")).toEqual([
      "Early warning: as it stands, your branch would conflict",
      "- with shop/workers/otter (shop-1 “Sort the list”), in a.txt",
    ]);
  });

  it("is neither recorded nor told again with each commit, but for other files", async () => {
    await collide();
    await place.commit("otter", { "a.txt": text("a", "otter again") });
    await place.commit("lynx", { "c.txt": text("c", "lynx") });
    await look();
    expect(flagEvents()).toEqual(["conflictFlagRaised"]);
    expect(told).toHaveLength(2);
    await place.commit("otter", { "c.txt": text("c", "otter") });
    await look();
    expect(flagEvents()).toEqual(["conflictFlagRaised", "conflictFlagChanged"]);
    expect((await list())[0]?.files.map(({ path }) => path)).toEqual(["a.txt", "c.txt"]);
    expect(told).toHaveLength(4);
    expect(letters).toHaveLength(2);
  });

  it("goes away when the branches merge again, and says nothing new when it comes back", async () => {
    await collide();
    await place.commit("otter", { "a.txt": text("a") });
    await look();
    expect(await list()).toEqual([]);
    expect(await list({ all: true })).toMatchObject([{ cleared: { why: "merges" } }]);
    await place.commit("otter", { "a.txt": text("a", "otter") });
    await look();
    expect(await list()).toHaveLength(1);
    expect(told).toHaveLength(2);
    expect(flagEvents()).toEqual(["conflictFlagRaised", "conflictFlagCleared", "conflictFlagRaised"]);
  });

  it("goes away when one lands, and the other hears of what has landed, with the way on", async () => {
    await collide();
    landed.add("shop-1");
    end("shop-1");
    await place.land({ "a.txt": text("a", "otter") }, "Sort the list");
    await look();
    const flags = await list({ all: true });
    expect(flags.map(({ cleared }) => cleared?.why)).toEqual([undefined, "landed"]);
    expect(flags[0]?.sides).toMatchObject([
      { kind: "work", item: "shop-2" },
      { kind: "target", branch: "main", changes: [{ subject: "Sort the list" }] },
    ]);
    expect(told.at(-1)).toMatchObject({ item: "shop-2" });
    expect(told.at(-1)?.text).toContain("git rebase origin/main");
    await place.rebase("lynx", { "a.txt": text("a", "both") });
    await look();
    expect(await list()).toEqual([]);
  });

  it("goes away with the work of one, and with the project's wish to be warned", async () => {
    await collide();
    end("shop-1");
    await look();
    expect((await list({ all: true }))[0]?.cleared?.why).toBe("ended");
    await begin("heron", "shop-3", { "a.txt": text("a", "heron") });
    await look();
    expect(await list()).toHaveLength(1);
    isOn = false;
    await look();
    expect(await list()).toEqual([]);
    expect((await list({ all: true, item: "shop-3" }))[0]?.cleared?.why).toBe("off");
  });

  it("is not raised for one file with changes far apart, nor for branches of two projects", async () => {
    await begin("otter", "shop-1", { "a.txt": `first\n${text("a")}` });
    await begin("lynx", "shop-2", { "a.txt": `${text("a")}last\n` });
    await other.branch("heron", { "a.txt": text("a", "heron") });
    active.get("web")?.push({ agent: workerPath("web", "heron"), item: "web-1", branch: "heron", lands: "main" });
    conflicts.wake("web");
    await look();
    expect(await list()).toEqual([]);
    expect(told).toEqual([]);
  });

  it("outlives the core, which says nothing twice", async () => {
    await collide();
    await conflicts[Symbol.asyncDispose]();
    await ledger.crash();
    store = await ledger.open();
    conflicts = open(new ManualClock());
    await look();
    expect(await list()).toHaveLength(1);
    expect(told).toHaveLength(2);
    expect(letters).toHaveLength(1);
  });

  it("is found by project, item and agent", async () => {
    await collide();
    expect(await list({ project: "shop", item: "shop-1", agent: "otter" })).toHaveLength(1);
    expect(await list({ project: "web" })).toEqual([]);
    expect(await list({ item: "shop-9" })).toEqual([]);
    expect(await list({ agent: "otter", item: "shop-2" })).toEqual([]);
    const ask = (input: InputOf<"conflict.list">) => conflicts.handlers["conflict.list"](input, user, signal);
    expect(await ask({ project: "none" })).toMatchObject({ error: { code: "project-not-found" } });
    expect(await ask({ agent: "nobody" })).toMatchObject({ error: { code: "agent-not-found" } });
  });
});

describe("a commit in a worktree", () => {
  it("is noticed without being asked for", async () => {
    await begin("otter", "shop-1", { "a.txt": text("a", "otter") });
    await begin("lynx", "shop-2", { "b.txt": text("b", "lynx") });
    await conflicts[Symbol.asyncDispose]();
    conflicts = open(systemClock);
    conflicts.start();
    await conflicts.idle();
    const raised = new Promise<LedgerEvent>((resolve) => {
      const following = store.subscribe((event) => {
        if (event.type !== "conflictFlagRaised") return;
        following[Symbol.dispose]();
        resolve(event);
      });
    });
    await place.commit("lynx", { "a.txt": text("a", "lynx") });
    expect((await raised).data).toMatchObject({ files: [{ path: "a.txt" }] });
  });

  it("is found by the next look where nothing tells of it", async () => {
    await conflicts[Symbol.asyncDispose]();
    const clock = new ManualClock();
    conflicts = open(clock);
    await begin("otter", "shop-1", { "a.txt": text("a", "otter") });
    await begin("lynx", "shop-2", { "b.txt": text("b", "lynx") });
    active.set("shop", active.get("shop")?.map(({ worktree: _, ...one }) => one) ?? []);
    conflicts.start();
    await conflicts.idle();
    await place.commit("lynx", { "a.txt": text("a", "lynx") });
    clock.advance(60_000);
    await conflicts.idle();
    expect(await list()).toHaveLength(1);
  });
});
