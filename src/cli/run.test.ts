import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Handlers } from "../shared/contract/handlers.ts";
import { fail, ok } from "../shared/model/result.ts";
import { absoluteSource } from "./absolute-source.ts";
import { connectTo } from "./connect.ts";
import { AGENT_TOKEN, type TestCore, cli, startTestCore, testItem } from "./testing/test-core.ts";

const opened: TestCore[] = [];
afterEach(async () => {
  for (const core of opened.splice(0)) await core[Symbol.asyncDispose]();
});

async function core(handlers: Partial<Handlers>): Promise<TestCore> {
  const made = await startTestCore(handlers);
  opened.push(made);
  return made;
}

describe("over the socket of a running core", () => {
  it("prints a table for people and the verb's answer for programs", async () => {
    const items = [testItem("shop-x3f", { title: "Fix it", priority: 0, unblocks: 2 }), testItem("shop-9ab")];
    const { workspace } = await core({ "item.ready": async () => ok({ items, total: 7 }) });
    expect((await cli(workspace, ["ready"])).out).toBe(
      "ID        P  UNBLOCKS  TITLE\n" +
        "shop-x3f  0         2  Fix it\n" +
        "shop-9ab  2            Item shop-9ab\n" +
        "2 of 7; --limit N shows more.\n",
    );
    expect(JSON.parse((await cli(workspace, ["ready", "--json"])).out)).toEqual({ items, total: 7 });
    expect((await cli(workspace, ["--json", "ready"])).out).toBe((await cli(workspace, ["ready", "--json"])).out);
  });

  it("passes arguments and options on as the contract wants them", async () => {
    let seen: unknown;
    const { workspace } = await core({
      "item.create": async (input) => {
        seen = input;
        return ok(testItem("shop-new", { title: input.title }));
      },
    });
    const { code, out } = await cli(
      workspace,
      [
        "create",
        "A title",
        "--project=shop",
        "-p",
        "1",
        "-l",
        "a",
        "--label",
        "b",
        "--after",
        "shop-x",
        "--description",
        "-",
      ],
      { stdin: "line 1\nline 2\n" },
    );
    expect({ code, out }).toEqual({ code: 0, out: "Created shop-new  A title\n" });
    expect(seen).toEqual({
      title: "A title",
      project: "shop",
      priority: 1,
      labels: ["a", "b"],
      after: ["shop-x"],
      description: "line 1\nline 2",
    });
  });

  it("says what needs the user, not only how much does", async () => {
    const counts = { agentsAtWork: 0, needsUser: 1, ready: 0, blocked: 0, inProgress: 0, inQueue: 1, unreadMail: 0 };
    const nothing = { projects: [], agents: [], convoys: [], health: [] };
    const entry = {
      ...{
        id: "submission:sub-1",
        kind: "room" as const,
        title: "shop-x3f cannot land yet",
        why: "main is checked out",
      },
      ...{ evidence: [], since: 1, holdsUp: { items: [], count: 1, convoys: [], submissions: 1 }, mark: "1" },
    };
    const { workspace } = await core({
      "workspace.overview": async () => ok({ path: "/w", version: "1", startedAt: 1, cursor: "1", counts, ...nothing }),
      "attention.list": async () => ok({ entries: Array.from({ length: much }, () => entry), putOff: [] }),
    });
    let much = 1;
    const { out } = await cli(workspace, ["status"]);
    expect(out).toContain("\nNeeds you\nshop-x3f cannot land yet: main is checked out\n");
    expect(out).not.toContain("more:");
    much = 500;
    const { out: long } = await cli(workspace, ["status"]);
    expect(long.match(/shop-x3f/g)).toHaveLength(8);
    expect(long).toContain("\n… and 492 more: drover attention\n");
  });

  it("keeps the user's address from agents", async () => {
    const { workspace } = await core({});
    for (const command of ["serve", "demo"]) {
      const { code, out, err } = await cli(workspace, [command], { env: { DROVER_TOKEN: AGENT_TOKEN } });
      expect({ code, out }).toEqual({ code: 4, out: "" });
      expect(err).toContain("only user may call it");
    }
    expect((await cli(workspace, ["serve"])).out).toContain("#token=");
  });

  it.each([
    ["shop", "/home/ann/shop"],
    ["../x y", "/home/x y"],
    ["/abs", "/abs"],
    ["https://example.org/shop.git", "https://example.org/shop.git"],
    ["git@example.org:shop.git", "git@example.org:shop.git"],
    ["", ""],
  ])("knows where %j is, from where it was called", (source, from) => {
    expect(absoluteSource(source, "/home/ann")).toBe(from);
  });

  it("reads a long text from a file", async () => {
    const { workspace } = await core({
      "item.edit": async (input) => ok(testItem("shop-x", { title: input.description ?? "" })),
    });
    writeFileSync(join(workspace, "plan.md"), "From a file\n");
    expect((await cli(workspace, ["edit", "shop-x", "--description-file", "plan.md"])).out).toContain("From a file");
    expect((await cli(workspace, ["edit", "shop-x", "--description-file", "no.md"])).code).toBe(2);
  });

  it("shows what others wrote without letting it speak to the terminal", async () => {
    const evil = testItem("shop-x", { title: "clear \u001b[2J and \u202e turn" });
    const { workspace } = await core({ "item.claim": async () => ok(evil) });
    const { out } = await cli(workspace, ["claim", "shop-x"]);
    expect(out).toBe("Claimed shop-x  clear ␛[2J and <U+202E> turn\n");
  });

  it("calls as the session whose token it was given, else as the user", async () => {
    const test = await core({ "item.claim": async () => ok(testItem("shop-x")) });
    await cli(test.workspace, ["claim", "shop-x"]);
    await cli(test.workspace, ["claim", "shop-x"], { env: { DROVER_TOKEN: AGENT_TOKEN, DROVER_SESSION: "ses-1" } });
    expect(test.callers.map((caller) => caller.identity)).toEqual(["user", "shop/workers/otter"]);
  });

  it("finds the workspace above the folder it is called in", async () => {
    const { workspace } = await core({ "item.claim": async () => ok(testItem("shop-x")) });
    const below = { cwd: join(workspace, "projects"), env: { DROVER_WORKSPACE: "" } };
    expect((await cli(workspace, ["claim", "shop-x"], below)).code).toBe(0);
  });

  it("does what a script that reads it relies on: exit codes, and the failure as JSON", async () => {
    const { workspace } = await core({
      "item.claim": async ({ item }) => {
        if (item === "no") return fail("item-not-found", "There is no item no.", { remedy: "See drover list." });
        return fail("item-taken", "ada has it.", { details: { assignee: "shop/crew/ada" } });
      },
    });
    expect(await cli(workspace, ["claim", "no"])).toEqual({
      code: 3,
      out: "",
      err: "drover: There is no item no.\nSee drover list.\n",
    });
    const taken = await cli(workspace, ["claim", "shop-x", "--json"]);
    expect(taken.code).toBe(4);
    expect(JSON.parse(taken.out)).toEqual({
      error: { code: "item-taken", message: "ada has it.", details: { assignee: "shop/crew/ada" } },
    });
    expect((await cli(workspace, ["claim", "x".repeat(81)])).code).toBe(2);
  });

  it("colours on a terminal only, and not with NO_COLOR", async () => {
    const { workspace } = await core({ "item.claim": async () => ok(testItem("shop-x")) });
    const claim = async (env: Record<string, string>, ...more: string[]) =>
      (await cli(workspace, ["claim", "shop-x", ...more], { columns: 80, env })).out;
    expect(await claim({})).toContain("\u001b[36mshop-x");
    expect(await claim({ NO_COLOR: "1" })).not.toContain("\u001b");
    expect(await claim({}, "--no-color")).not.toContain("\u001b");
  });

  it("follows events behind those that are past, each once", async () => {
    const event = (seq: number) => ({
      seq,
      at: 0,
      ledger: "shop",
      kind: "item",
      subject: "shop-x",
      type: "workItemClaimed",
      actor: "user" as never,
      text: `event ${seq}`,
    });
    const { workspace } = await core({
      "event.list": async () => ok({ events: [event(2), event(1)] }),
      "event.watch": () =>
        ok(
          (async function* () {
            await Promise.resolve();
            for (const seq of [2, 3]) yield { cursor: String(seq), value: event(seq) };
          })(),
        ),
    });
    const { code, out } = await cli(workspace, ["watch", "--json"]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { seq: number });
    expect({ code, seen: lines.map((line) => line.seq) }).toEqual({ code: 0, seen: [1, 2, 3] });
  });

  it("completes commands, options, choices and what the core knows", async () => {
    const { workspace } = await core({
      "item.list": async () => ok({ items: [testItem("shop-x3f", { title: "Fix\tit" }), testItem("api-1")], total: 2 }),
      "ledger.vocabulary": async () =>
        ok({
          types: ["task", "feature", "fable"],
          statuses: [{ name: "open", of: "open" }],
          links: ["blocks"],
          own: [],
        }),
    });
    const complete = async (...words: string[]) => (await cli(workspace, ["__complete", "--", ...words])).out;
    expect(await complete("sl")).toBe("sling\tPut work on a hook: an agent's, or that of a worker made for it.\n");
    expect(await complete("dep", "re")).toMatch(/^remove\t/);
    expect(await complete("claim", "shop")).toBe("shop-x3f\tFix␉it\n");
    expect(await complete("create", "Title", "--type", "f")).toBe("feature\nfable\n");
    expect(await complete("create", "Title", "--type=f")).toBe("--type=feature\n--type=fable\n");
    expect(await complete("list", "--stage", "rev")).toBe("review\n");
    expect(await complete("edit", "shop-x3f", "--after")).toBe("");
    expect(await complete("close", "shop-x3f", "api")).toMatch(/^api-1\t/);
    expect(await complete("create", "--description-file", "")).toBe(":files\n");
    expect(await complete("completion", "z")).toBe("zsh\n");
  });
});

describe("without a core to talk to", () => {
  it("says that there is no workspace, and how to make one", async () => {
    const { code, err } = await cli("/nowhere/at/all", ["ready"]);
    expect(code).toBe(5);
    expect(err).toContain("drover init /nowhere/at/all");
  });

  it("makes a workspace where --workspace says, as anywhere else", async () => {
    const folder = mkdtempSync(join(tmpdir(), "drover-init-"));
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder, XDG_RUNTIME_DIR: folder };
    const init = (...words: string[]) => cli(join(folder, "told"), ["init", ...words, "--json"], { env, cwd: folder });
    expect(JSON.parse((await init("--workspace", "named")).out)).toEqual({
      workspace: join(folder, "named"),
      created: true,
    });
    expect(JSON.parse((await init("--workspace", "named")).out)).toMatchObject({ created: false });
    expect(JSON.parse((await init("given")).out)).toMatchObject({ workspace: join(folder, "given"), created: true });
    expect(JSON.parse((await init()).out)).toMatchObject({ workspace: join(folder, "told"), created: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it("recognises an endpoint whose core has died", async () => {
    const test = await core({});
    await test.crash();
    const { code, err } = await cli(test.workspace, ["stop"]);
    expect({ code, err }).toEqual({ code: 5, err: expect.stringContaining("No core runs") as string });
  });

  it("gives up on a core that takes the connection and says nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "drover-hung-"));
    const server = createServer();
    await once(server.listen(join(folder, "core.sock")), "listening");
    const client = await connectTo(join(folder, "core.sock"), "token", 20);
    expect(client.ok && (await client.value.request("item.ready", {}))).toMatchObject({
      error: { code: "disconnected", message: expect.stringContaining("has not answered") as string },
    });
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("is refused with a token of another workspace", async () => {
    const { workspace } = await core({});
    const { code, err } = await cli(workspace, ["ready"], { env: { DROVER_TOKEN: "stolen" } });
    expect(code).toBe(4);
    expect(err).toContain("not one of this workspace");
  });
});

describe("what cannot be understood", () => {
  it.each([
    [["slign"], "Did you mean drover sling?"],
    [["convoy", "strat"], "Did you mean drover convoy start?"],
    [["convoy"], "There are: create, list, show"],
    [["ready", "--limt", "3"], "Did you mean --limit?"],
    [["ready", "--limit", "many"], "a number from 1 to 10000"],
    [["ready", "--limit"], "--limit needs a value"],
    [["ready", "--project", "--json"], "--project needs a value"],
    [["ready", "extra"], "one argument too many"],
    [["list", "--stage", "reddy"], "Did you mean ready?"],
    [["close"], "ITEM is missing"],
    [["completion", "tcsh"], "one of bash, zsh, fish"],
    [["update", "x"], "nothing to change"],
    [["edit", "x", "--defer", "soon"], "is not a time"],
    [["help", "nothing"], "There is no command"],
  ])("%j is answered with a way on", async (words, hint) => {
    const { code, out, err } = await cli("/nowhere", words);
    expect(code).toBe(2);
    expect(out + err).toContain(hint);
  });
});

describe("help", () => {
  it("explains a command with its options and examples, also with something missing", async () => {
    const { code, out } = await cli("/nowhere", ["claim", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("Usage  drover claim ITEM\n");
    expect(out).toContain("  drover claim shop-x3f\n");
    expect(await cli("/nowhere", ["help", "claim"])).toMatchObject({ code: 0, out });
  });

  it("lists every command by what it is for", async () => {
    const { out } = await cli("/nowhere", []);
    expect(out).toContain("Getting started");
    expect(out).toContain("convoy create");
    expect(out).not.toContain("__complete");
    expect((await cli("/nowhere", ["--version"])).out).toMatch(/^drover \d+\.\d+\.\d+/);
  });
});
