import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ExchangeDesk, openExchangeDesk } from "../exchange-fixture.ts";

/**
 * Stands in for `gh` and `glab`, which cannot be signed in here: it takes the arguments of their `api` command as documented, answers the
 * REST interface's JSON from a file, pages by `per_page` and `page`, and writes what POST, PATCH and PUT send it.
 */
const STAND_IN = `#!${process.execPath}
const fs = require("node:fs");
const file = process.env.FORGE_STATE;
const state = JSON.parse(fs.readFileSync(file, "utf8"));
if (state.refuse) { process.stderr.write(state.refuse.text); process.exit(state.refuse.code); }
const [command, ...rest] = process.argv.slice(2);
if (command !== "api") { process.stderr.write("unknown command " + command); process.exit(1); }
let method = "GET", input = "", target = "", host;
for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
  if (word === "--method") method = rest.shift();
  else if (word === "--hostname") host = rest.shift();
  else if (word === "--header") rest.shift();
  else if (word === "--input") { rest.shift(); input = fs.readFileSync(0, "utf8"); }
  else target = word;
}
const url = new URL("https://forge.example/" + target);
state.calls.push({ method, path: url.pathname.slice(1), host, tool: process.argv[1].split("/").pop(), body: input && JSON.parse(input) });
const page = (all) => {
  const per = Number(url.searchParams.get("per_page") ?? 30), n = Number(url.searchParams.get("page") ?? 1);
  return all.slice((n - 1) * per, n * per);
};
const idOf = (issue) => issue.number ?? issue.iid;
const one = /issues\\/(\\d+)(\\/notes)?$/.exec(url.pathname);
let answer;
if (/issues\\/comments$/.test(url.pathname)) answer = page(state.comments);
else if (one?.[2]) answer = page(state.notes[one[1]] ?? []);
else if (method === "GET" && one) answer = state.issues.find((issue) => idOf(issue) === Number(one[1]));
else if (method === "GET") answer = page(state.issues);
else {
  const isLab = url.pathname.startsWith("/projects");
  const sent = JSON.parse(input);
  const known = one && state.issues.find((issue) => idOf(issue) === Number(one[1]));
  const number = known ? idOf(known) : state.issues.length + 1;
  const issue = known ?? (isLab ? { iid: number, web_url: "https://lab/" + number, state: "opened" } : { number, html_url: "https://hub/" + number, state: "open" });
  if (!known) state.issues.push(issue);
  const { labels, state_event, ...others } = sent;
  Object.assign(issue, others);
  if (labels !== undefined) issue.labels = isLab ? labels.split(",").filter(Boolean) : labels.map((name) => ({ name }));
  if (state_event !== undefined) issue.state = state_event === "close" ? "closed" : "opened";
  answer = issue;
}
fs.writeFileSync(file, JSON.stringify(state));
if (answer === undefined) { process.stderr.write("HTTP 404: Not Found"); process.exit(1); }
process.stdout.write(JSON.stringify(answer));
`;

let folder: string;
let desk: ExchangeDesk;
let stateFile: string;

interface State {
  issues: Record<string, unknown>[];
  comments: object[];
  notes: Record<string, object[]>;
  calls: {
    readonly method: string;
    readonly path: string;
    readonly host?: string;
    readonly tool: string;
    readonly body: unknown;
  }[];
  refuse?: { readonly text: string; readonly code: number };
}
const read = (): State => JSON.parse(readFileSync(stateFile, "utf8")) as State;
const write = (state: Partial<State>) => {
  writeFileSync(stateFile, JSON.stringify({ issues: [], comments: [], notes: {}, calls: [], ...state }));
};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "drover-forge-"));
  stateFile = path.join(folder, "state.json");
  write({});
  desk = await openExchangeDesk({ PATH: folder, FORGE_STATE: stateFile });
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function install(...tools: readonly ("gh" | "glab")[]): void {
  for (const tool of tools) {
    writeFileSync(path.join(folder, tool), STAND_IN);
    chmodSync(path.join(folder, tool), 0o755);
  }
}

const bring = (forge: string, repository: string) =>
  desk.call("ledger.import", { source: { kind: "forge", forge, repository }, project: "demo" });
const T = "2026-01-02T03:04:05Z";

describe("GitHub", () => {
  const hubIssue = (number: number, more: object = {}) => ({
    number,
    title: `Issue ${number}`,
    body: null,
    state: "open",
    labels: [],
    assignees: [],
    user: { login: "Ada" },
    created_at: T,
    updated_at: T,
    html_url: `https://hub/${number}`,
    ...more,
  });

  test("issues come in over several pages with comments, labels and state, and pull requests stay out", async () => {
    install("gh");
    const issues = Array.from({ length: 230 }, (_, n) => hubIssue(n + 1));
    issues[4] = hubIssue(5, { pull_request: {} });
    issues[6] = hubIssue(7, {
      body: "Text\r\nmore",
      labels: [{ name: "bug" }, { name: "P1" }, { name: "good first issue" }],
      assignees: [{ login: "bob" }],
      milestone: { title: "v2" },
      state: "closed",
      state_reason: "not_planned",
      closed_at: T,
    });
    write({
      issues,
      comments: [
        { id: 9, body: "Why?", user: { login: "bob" }, created_at: T, issue_url: "https://api/repos/a/b/issues/7" },
      ],
    });
    expect(await bring("github", "acme/shop")).toMatchObject({
      ok: true,
      value: { format: "github", created: 229, comments: 1 },
    });
    const item = desk.titled("Issue 7");
    expect(item).toMatchObject({
      type: "bug",
      priority: 1,
      labels: ["P1", "bug", "good-first-issue", "milestone:v2"],
      status: "closed",
      outcome: "failed",
      closedReason: "not planned",
      externalRef: "https://hub/7",
      description: "Text\nmore",
      createdBy: "ada",
      metadata: { assignees: ["bob"] },
    });
    expect(item.assignee).toBeUndefined();
    expect(desk.ledger.comments.of(item.id)).toMatchObject([{ author: "bob", text: "Why?" }]);
    expect(read().calls.map((call) => call.path)).toContain("repos/acme/shop/issues");

    await desk.change("item.claim", { item: desk.titled("Issue 1").id });
    const { lastSeq } = desk.store;
    expect(await bring("github", "acme/shop")).toMatchObject({
      value: { created: 0, updated: 0, unchanged: 229, problemsTotal: 1 },
    });
    expect(desk.store.lastSeq).toBe(lastSeq);
    write({
      ...read(),
      issues: read().issues.map((one) => (one["number"] === 1 ? { ...one, state: "closed", title: "Renamed" } : one)),
    });
    expect(await bring("github", "acme/shop")).toMatchObject({ value: { updated: 1 } });
    expect(desk.titled("Renamed")).toMatchObject({ status: "closed", assignee: "user" });
  });

  test("gets an issue for each item, its changes, and nothing twice; what changed there too is left alone", async () => {
    install("gh");
    await desk.bring("- [ ] One #a\n- [x] Two\n", { name: "x.md" });
    const push = (more: object = {}) =>
      desk.done("ledger.export.forge", {
        forge: "github",
        repository: "acme/shop",
        filter: { project: "demo" },
        ...more,
      });
    expect((await push({ dryRun: true })).issues.map((one) => one.change)).toEqual(["created", "created"]);
    expect(read().calls).toEqual([]);
    expect((await push()).issues.map((one) => one.change)).toEqual(["created", "created"]);
    expect(read().issues).toMatchObject([
      { title: "One", labels: [{ name: "a" }], state: "open" },
      { title: "Two", state: "closed", state_reason: "completed" },
    ]);
    const { calls } = read();
    expect((await push()).issues.map((one) => one.change)).toEqual(["unchanged", "unchanged"]);
    expect(read().calls).toEqual(calls);
    // The issues are the items: importing them makes no others.
    expect(await bring("github", "acme/shop")).toMatchObject({
      value: { created: 0, updated: 0, unchanged: 2, problemsTotal: 0 },
    });

    await desk.change("item.edit", { item: desk.titled("One").id, title: "Uno" });
    expect((await push()).issues.map((one) => one.change)).toEqual(["updated", "unchanged"]);
    await desk.change("item.edit", { item: desk.titled("Uno").id, title: "Un" });
    write({ ...read(), issues: read().issues.map((one) => ({ ...one, title: "Eins" })) });
    expect((await push()).issues).toMatchObject([
      { change: "failed", message: expect.stringContaining("title") as unknown },
      { change: "unchanged" },
    ]);
  });

  test("says what is missing: the tool, signing in, the repository", async () => {
    expect(await bring("github", "acme/shop")).toMatchObject({
      error: { code: "forge-tool-missing", remedy: expect.stringContaining("cli.github.com") as unknown },
    });
    install("gh");
    write({ refuse: { text: "To get started with GitHub CLI, please run:  gh auth login", code: 4 } });
    expect(await bring("github", "acme/shop")).toMatchObject({
      error: { code: "forge-not-signed-in", remedy: "Run `gh auth login`, then try again." },
    });
    write({ refuse: { text: "HTTP 404: Not Found", code: 1 } });
    expect(await bring("github", "acme/nix")).toMatchObject({
      error: { code: "forge-failed", message: expect.stringContaining("404") as unknown },
    });
    expect([...desk.ledger.values()]).toEqual([]);
  });
});

describe("GitLab", () => {
  test("issues come in from a host and group of one's own, and go out there", async () => {
    install("glab");
    const issue = {
      iid: 3,
      title: "Lab",
      description: "Text",
      state: "opened",
      labels: ["bug", "priority::high"],
      author: { username: "ada" },
      assignees: [{ username: "bob" }],
      milestone: null,
      created_at: T,
      updated_at: T,
      due_date: "2026-03-04",
      web_url: "https://lab/3",
      user_notes_count: 1,
    };
    const notes = {
      3: [
        { id: 1, body: "changed title", system: true, author: { username: "ada" }, created_at: T },
        { id: 2, body: "Said", system: false, author: { username: "bob" }, created_at: T },
      ],
    };
    write({ issues: [issue], notes });
    const repository = "git.example.org/group/sub/shop";
    expect(await bring("gitlab", repository)).toMatchObject({ value: { format: "gitlab", created: 1, comments: 1 } });
    const item = desk.titled("Lab");
    expect(item).toMatchObject({
      type: "bug",
      priority: 1,
      dueAt: Date.parse("2026-03-04"),
      externalRef: "https://lab/3",
    });
    expect(read().calls[0]).toMatchObject({
      tool: "glab",
      host: "git.example.org",
      path: "projects/group%2Fsub%2Fshop/issues",
    });
    await desk.change("item.close", { items: [item.id] });
    const done = await desk.done("ledger.export.forge", { forge: "gitlab", repository, filter: { project: "demo" } });
    expect(done.issues).toMatchObject([{ change: "updated", issue: "https://lab/3" }]);
    expect(read().issues[0]).toMatchObject({ state: "closed", title: "Lab" });
  });
});
