import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import { mergePull } from "../testing/forge-stand-in.ts";
import { type PullPlace, type Tool, openPullPlace } from "../testing/pull-place.ts";

const LOOK_MS = 10_000;
const GRACE_MS = 90_000;
const user = { identity: USER, role: "user" } as const;
const signal = new AbortController().signal;
const TOOLS: readonly Tool[] = ["gh", "glab"];

let at: PullPlace;

afterEach(async () => {
  const { reported } = at;
  await at[Symbol.asyncDispose]();
  expect(reported).toEqual([]);
});

const main = () => at.place.ask(at.place.origin, "log", "--format=%s", "main");
const branches = () => at.place.ask(at.place.origin, "for-each-ref", "--format=%(refname:short)", "refs/heads");
const retry = (submission: string) => at.queue().handlers["mq.retry"]({ submission }, user, signal);

describe.each(TOOLS)("pull requests through %s", (tool) => {
  beforeEach(async () => {
    at = await openPullPlace(tool);
    at.install(tool);
  });

  it("opens one for a submission whose gates are green, and merges it once its checks are", async () => {
    at.settings.gates = [{ name: "test", command: ["true"], timeoutMs: 60_000 }];
    const id = await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({
      state: "published",
      pullRequest: { number: 1, head: "drover/demo-1", checks: "pending" },
    });
    const pull = at.pull();
    expect(pull).toMatchObject({ branch: "drover/demo-1", target: "main", title: "Title of demo-1", state: "open" });
    for (const part of ["Why.", "It works.", "test: green", "otter", id, "demo-1"]) expect(pull.body).toContain(part);
    at.check(1, { name: "test", state: "pending" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published", pullRequest: { checks: "pending" } });
    expect(at.consequences).toEqual([]);
    at.check(1, { name: "test", state: "success" });
    await at.pass(2 * LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "landed", landed: at.pull().merged });
    expect(at.consequences).toEqual(["landed demo-1"]);
    expect(await main()).toContain("Do demo-1");
    expect(await branches()).toBe("main");
  });

  it("sends a failed check back with its name, its address and the end of its log; rework uses the same pull request", async () => {
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.onForge((state) => {
      const pull = state.pulls[0];
      if (pull !== undefined) pull.body = `Hello.\n\n${pull.body}\n\nSee the wiki.`;
    });
    at.check(
      1,
      { name: "unit tests", state: "failure", log: "first\nexpected 1, got 2\n" },
      { name: "b", state: "success" },
    );
    await at.pass(LOOK_MS);
    const back = at.one("demo-1");
    expect(back).toMatchObject({ state: "sent-back", pullRequest: { checks: "red" } });
    expect(back.reason?.split("\n")[0]).toMatch(/unit tests” failed on [#!]1 on Git/);
    expect(back.reason).toContain("expected 1, got 2");
    expect(back.reason).toContain(tool === "gh" ? "https://github.com/acme/shop/actions" : "https://gitlab.com/acme");
    expect(at.consequences).toEqual(["checks-failed demo-1"]);

    const again = await at.submit("demo-1", { "b.txt": "better\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ id: again, state: "published", pullRequest: { number: 1 } });
    const pull = at.pull();
    expect(pull.body).toMatch(/^Hello\.\n/);
    expect(pull.body).toMatch(/\nSee the wiki\.$/);
    expect(pull.body).toContain(again);
    expect(pull.body).not.toContain(back.id);
    at.check(1, { name: "unit tests", state: "success" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1").state).toBe("landed");
    expect(at.forge().pulls).toHaveLength(1);
  });

  it("sends what people ask to be changed back with their words, and does so once", async () => {
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.review(1, {
      by: "ada",
      verdict: "changes",
      text: "Please name it well.",
      comments: [{ path: "b.txt", line: 1, text: "This one." }],
    });
    at.check(1, { name: "test", state: "success" });
    await at.pass(LOOK_MS);
    const back = at.one("demo-1");
    expect(back.state).toBe("sent-back");
    expect(back.reason).toMatch(/^ada asked for changes on [#!]1 on Git/);
    expect(back.reason).toContain("Please name it well.");
    expect(back.reason).toContain("b.txt:1: This one.");
    expect(at.consequences).toEqual(["changes-requested demo-1"]);

    await at.submit("demo-1", { "b.txt": "named\n" });
    await at.settle();
    at.check(1, { name: "test", state: "success" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published", pullRequest: { checks: "green" } });
    expect(at.one("demo-1").reason).toContain("look at it again");
    at.review(1, { by: "ada", verdict: "approved", text: "" });
    await at.pass(60_000);
    expect(at.one("demo-1").state).toBe("landed");
  });

  it("says what a protected branch wants, and leaves merging to people where they do it", async () => {
    at.settings.queue = { ...at.settings.queue, merge: "by-people" };
    at.onForge((state) => {
      state.rules = { review: true };
    });
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.check(1, { name: "test", state: "success" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1").reason).toMatch(/wants an approv/);
    at.review(1, { by: "bob", verdict: "approved", text: "" });
    await at.pass(60_000);
    expect(at.one("demo-1").reason).toMatch(/somebody has to merge it/);
    at.onForge((state) => {
      const [pull] = state.pulls;
      if (pull !== undefined) mergePull(state, pull, "squash");
      state.rules = { methods: ["squash"] };
    });
    await at.pass(120_000);
    const landed = at.one("demo-1");
    expect(landed).toMatchObject({ state: "landed", landed: at.pull().merged });
    expect(await at.place.ask(at.place.vault, "rev-parse", `${landed.landed}^`)).toBe(landed.landedFrom);
  });

  it("one that people close waits for the user; tried again it gets a new one", async () => {
    const id = await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.onForge((state) => {
      for (const pull of state.pulls) pull.state = "closed";
    });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "waiting", waitsFor: "user" });
    expect(at.one("demo-1").reason).toContain("closed without being merged");
    expect((await retry(id)).ok).toBe(true);
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ id, state: "published", pullRequest: { number: 2 } });
  });

  it("a conflict that the forge reports is met when it is prepared anew", async () => {
    await at.submit("demo-1", { "a.txt": "mine\n" });
    await at.settle();
    await at.place.push({ "a.txt": "theirs\n" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "sent-back", conflicts: ["a.txt"] });
  });

  it("is found again by its branch when the core ends between any two steps", async () => {
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    await at.restart();
    await at.settle();
    expect(at.forge().pulls).toHaveLength(1);
    at.onForge((state) => {
      const [pull] = state.pulls;
      if (pull !== undefined) mergePull(state, pull, "rebase");
    });
    await at.restart();
    await at.settle();
    expect(at.one("demo-1").state).toBe("landed");
    expect(at.consequences).toEqual(["landed demo-1"]);
  });
});

describe("pull requests", () => {
  beforeEach(async () => {
    at = await openPullPlace("gh");
  });

  it("waits a while for checks, and takes none for green then", async () => {
    at.install("gh");
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published", pullRequest: { checks: "pending" } });
    await at.pass(GRACE_MS);
    expect(at.one("demo-1").state).toBe("landed");
  });

  it("puts one at a time on a target that has moved, and lands each on what was checked", async () => {
    at.install("gh");
    for (const name of ["1", "2", "3"]) await at.submit(`demo-${name}`, { [`${name}.txt`]: `${name}\n` });
    await at.settle();
    expect(
      at
        .forge()
        .pulls.map((pull) => pull.branch)
        .toSorted(),
    ).toEqual(["drover/demo-1", "drover/demo-2", "drover/demo-3"]);
    const states = () => ["1", "2", "3"].map((name) => at.one(`demo-${name}`).state);
    for (let round = 0; round < 12 && states().includes("published"); round++) {
      at.onForge((state) => {
        for (const pull of state.pulls) {
          const head = pull.versions.at(-1)?.sha ?? "";
          state.checks[head] ??= [{ name: "test", state: "success" }];
        }
      });
      await at.pass(120_000);
    }
    expect(states()).toEqual(["landed", "landed", "landed"]);
    expect(at.consequences.toSorted()).toEqual(["landed demo-1", "landed demo-2", "landed demo-3"]);
    // The first needed one run of its checks, each other one two: never more.
    expect(
      at
        .forge()
        .pulls.map((pull) => pull.versions.length)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 2]);
    expect(at.forge().pulls).toHaveLength(3);
  });

  it("leaves commits alone that somebody else pushed to its branch", async () => {
    at.install("gh");
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    const other = at.place.repos.path("other");
    await at.place.ask(at.place.repos.folder, "clone", "-q", "-b", "drover/demo-1", at.place.origin, other);
    await at.place.repos.commit(other, { "c.txt": "theirs\n" }, "By hand");
    await at.place.ask(other, "push", "-q", "origin", "drover/demo-1");
    at.check(1, { name: "test", state: "success" });
    await at.pass(GRACE_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published" });
    expect(at.one("demo-1").reason).toContain("Somebody else pushed to drover/demo-1");
    await at.submit("demo-1", { "b.txt": "again\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ state: "waiting", waitsFor: "user" });
    expect(await at.place.ask(at.place.origin, "log", "-1", "--format=%s", "drover/demo-1")).toBe("By hand");
  });

  it("waits out a network that is away, a limit and a tool that answers otherwise, and loses nothing", async () => {
    at.install("gh");
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.check(1, { name: "test", state: "success" });
    at.onForge((state) => {
      state.refuse = { text: `error connecting to gh\ncheck your internet connection`, code: 1, times: 2 };
    });
    await at.pass(LOOK_MS);
    await at.pass(60_000);
    expect(at.one("demo-1")).toMatchObject({ state: "published" });
    expect(at.one("demo-1").reason).toBeUndefined();
    at.onForge((state) => {
      state.refuse = { text: `gh: API rate limit exceeded for user ID 1. (HTTP 403)`, code: 1, times: 1 };
    });
    await at.pass(10 * 60_000);
    expect(at.one("demo-1").reason).toContain("asked too often");
    at.onForge((state) => {
      state.garbage = "A new release is available!";
    });
    await at.pass(10 * 60_000);
    expect(at.one("demo-1").reason).toContain("does not understand");
    at.onForge((state) => {
      delete state.garbage;
    });
    await at.pass(16 * 60_000);
    expect(at.one("demo-1").state).toBe("landed");
  });

  it("holds back what is held, and a paused queue merges nothing", async () => {
    at.install("gh");
    const id = await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    await at.queue().handlers["mq.hold"]({ submission: id }, user, signal);
    at.check(1, { name: "test", state: "success" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published", reason: "It is held." });
    at.settings.isOff = true;
    await at.queue().handlers["mq.release"]({ submission: id }, user, signal);
    await at.pass(LOOK_MS);
    expect(at.one("demo-1").reason).toContain("paused");
    at.settings.isOff = false;
    await at.pass(120_000);
    expect(at.one("demo-1").state).toBe("landed");
  });

  it("say what is missing: the tool, the account; tried again when it is there", async () => {
    const id = await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ state: "waiting", waitsFor: "user" });
    expect(at.one("demo-1").reason).toContain("https://cli.github.com");
    at.install("gh");
    at.onForge((state) => {
      state.refuse = { text: "To get started with GitHub CLI, please run:  gh auth login", code: 4, times: 1 };
    });
    await retry(id);
    await at.settle();
    expect(at.one("demo-1").reason).toContain("Run `gh auth login`");
    await retry(id);
    await at.settle();
    expect(at.one("demo-1").state).toBe("published");
  });

  it("required checks alone decide on GitHub, and a cancelled one is nobody's fault", async () => {
    at.install("gh");
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.check(1, { name: "must", state: "cancelled", required: true }, { name: "may", state: "failure" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1")).toMatchObject({ state: "published", pullRequest: { checks: "pending" } });
    expect(at.one("demo-1").reason).toContain("“CI / must” did not finish");
    at.check(1, { name: "must", state: "success", required: true }, { name: "may", state: "failure" });
    await at.pass(60_000);
    expect(at.one("demo-1").state).toBe("landed");
  });

  it("are merged in the way that the repository allows", async () => {
    at.install("gh");
    at.onForge((state) => {
      state.rules = { methods: ["rebase"] };
    });
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    at.check(1, { name: "test", state: "success" });
    await at.pass(LOOK_MS);
    expect(at.one("demo-1").state).toBe("landed");
    expect(await main()).toBe("Do demo-1\nBegin");
  });

  it("are the way out where the origin protects the target from being pushed to", async () => {
    at.install("gh");
    at.settings.landing = "push";
    const hook = path.join(at.place.origin, "hooks", "update");
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(
      hook,
      '#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo "GH006: Protected branch update failed"; exit 1; }\n',
    );
    chmodSync(hook, 0o755);
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    expect(at.one("demo-1").state).toBe("waiting");
    expect(at.one("demo-1").reason).toContain("drover project edit demo --landing pull-request");
    at.settings.landing = "pull-request";
    await at.queue().wake("demo");
    await at.settle();
    await at.pass(GRACE_MS);
    expect(at.one("demo-1").state).toBe("landed");
    expect(at.consequences).toEqual(["landed demo-1"]);
  });

  it("are closed with what is discarded", async () => {
    at.install("gh");
    const id = await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    await at.discard(id);
    await at.settle();
    expect(at.pull()).toMatchObject({ state: "closed", comments: ["Discarded in Drover."] });
    expect(await branches()).toBe("main");
  });

  it("of a server of one's own are found by asking the tools that know it", async () => {
    at.install("gh", "glab");
    at.settings.origin = "ssh://git@code.example.org:2222/acme/tools/shop.git";
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ state: "published", pullRequest: { number: 1 } });
    const asked = at.forge().calls.map(({ tool, path: question, host }) => `${tool} ${host ?? ""} ${question}`);
    expect(asked.slice(0, 2)).toEqual(["gh code.example.org meta", "glab code.example.org version"]);
  });

  it("of an origin that is on no forge are refused with a way out", async () => {
    at.settings.origin = at.place.origin;
    await at.submit("demo-1", { "b.txt": "b\n" });
    await at.settle();
    expect(at.one("demo-1")).toMatchObject({ state: "waiting", waitsFor: "user" });
    expect(at.one("demo-1").reason).toContain("drover project edit demo --landing push");
  });
});
