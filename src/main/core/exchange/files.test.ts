import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ExchangeDesk, openExchangeDesk } from "./exchange-fixture.ts";

let desk: ExchangeDesk;
beforeEach(async () => {
  desk = await openExchangeDesk();
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
});

describe("a task list", () => {
  const LIST = [
    "# Release",
    "",
    "What it is for.",
    "",
    "- [ ] Sign in p1 #auth @user est:2h",
    "  Users come back.",
    "  - not a task",
    "  - [x] Draw the page",
    "  - [-] Ask for a phone number",
    "* [ ] Sign out",
    "",
    "## Empty",
    "Nothing below.",
    "## Later",
    "1. [ ] Sign out",
    "```",
    "- [ ] in code",
    "```",
    "",
  ].join("\n");

  test("becomes items: headings with tasks are epics, what is indented are children and descriptions", async () => {
    const report = await desk.bring(LIST, { name: "plan.md" });
    expect(report).toMatchObject({ format: "markdown", created: 7, problemsTotal: 0 });
    const release = desk.titled("Release");
    expect(release).toMatchObject({ type: "epic", description: "What it is for." });
    const signIn = desk.titled("Sign in");
    expect(signIn).toMatchObject({
      parent: release.id,
      priority: 1,
      labels: ["auth"],
      assignee: "user",
      estimateMinutes: 120,
      description: "Users come back.\n- not a task",
    });
    expect(desk.titled("Draw the page")).toMatchObject({ status: "closed", parent: signIn.id });
    expect(desk.titled("Ask for a phone number")).toMatchObject({ status: "closed", outcome: "failed" });
    expect(desk.titled("Later")).toMatchObject({ type: "epic", parent: release.id });
    const signOuts = [...desk.ledger.values()].filter((one) => one.title === "Sign out");
    expect(new Set(signOuts.map((one) => one.parent))).toEqual(new Set([release.id, desk.titled("Later").id]));
    expect(signOuts.find((one) => one.parent !== release.id)?.description).toContain("- [ ] in code");
    expect(await desk.bring(LIST, { name: "plan.md" })).toMatchObject({ created: 0, updated: 0, unchanged: 7 });
  });

  test("that was written out brings edits back by its ids, and refuses what was changed here meanwhile", async () => {
    await desk.bring(LIST, { name: "plan.md" });
    await desk.change("item.claim", { item: desk.titled("Sign in").id });
    const out = await desk.write("markdown");
    const before = desk.store.lastSeq;
    expect(await desk.bring(out, { name: "out.md" })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 7,
      problemsTotal: 0,
    });
    expect(desk.store.lastSeq).toBe(before);

    const edited = out.replace("- [ ] Sign in p1", "- [x] Sign in soon p0");
    await desk.change("item.edit", { item: desk.titled("Release").id, title: "Release 2" });
    const report = await desk.bring(edited, { name: "out.md" });
    expect(report).toMatchObject({ created: 0, updated: 1, problems: [{ kind: "conflict" }] });
    expect(desk.titled("Sign in soon")).toMatchObject({ priority: 0, status: "closed", assignee: "user" });
    expect(desk.titled("Release 2").type).toBe("epic");
  });

  test("keeps titles and descriptions that look like marks of its own", async () => {
    const made = {
      title: "Use #tags p1 \\now @user",
      description: "- [ ] no child\n# no heading\n\n\\- [ ] nor this\n~~~\nopen",
      project: "demo",
    };
    await desk.change("item.create", made);
    const out = await desk.write("markdown");
    expect(await desk.bring(out, { name: "x.md" })).toMatchObject({ unchanged: 1, created: 0, updated: 0 });
    await desk.bring(out.replaceAll(/<!--.*?-->/g, ""), { name: "x.md", project: "shop" });
    const copies = [...desk.ledger.values()];
    expect(copies).toHaveLength(2);
    for (const one of copies) expect(one).toMatchObject({ title: made.title, description: made.description });
  });
});

describe("a table", () => {
  test("is read with semicolons, a byte order mark, other tools' headers, quotes and short rows", async () => {
    const text =
      '\uFEFFIssue key;Summary;Status;Priority;Labels;Labels;Sprint;Due date\r\nX-1;"Fix; the ""thing""\nnow";Done;High;a;b c;7;2026-03-04\r\nX-2;Short\r\n;;;\r\n;No key;Frobbed;P9\r\n';
    const report = await desk.bring(text, { name: "export.csv" });
    expect(report).toMatchObject({ format: "csv", created: 3 });
    expect(desk.titled('Fix; the "thing" now')).toMatchObject({
      status: "closed",
      priority: 1,
      labels: ["a", "b-c"],
      dueAt: Date.parse("2026-03-04"),
      metadata: { Sprint: "7" },
    });
    expect(desk.titled("No key")).toMatchObject({
      status: "blocked",
      customStatus: "frobbed",
      priority: 2,
      metadata: { priority: "P9" },
    });
    expect(await desk.bring(text, { name: "export.csv" })).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  test("is written so that no spreadsheet runs it, and comes back as it was", async () => {
    const formula = '=HYPERLINK("http://evil","x")';
    await desk.change("item.create", {
      title: formula,
      description: "'=1+1",
      notes: "-1\nand, more",
      labels: ["a"],
      project: "demo",
    });
    await desk.change("item.create", { title: "'quoted", acceptance: "+x", project: "demo", priority: 0 });
    const out = await desk.write("csv");
    expect(out.startsWith("\uFEFFid,title,")).toBe(true);
    expect(out).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
    expect(out).not.toMatch(/(?:^|,)"?[=+@-]/m);
    expect(await desk.bring(out, { name: "out.csv" })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
      problemsTotal: 0,
    });
    const edited = out.replace("'quoted", "plain");
    expect(await desk.bring(edited, { name: "out.csv" })).toMatchObject({ updated: 1 });
    expect(desk.titled("plain")).toMatchObject({ acceptance: "+x", priority: 0 });
  });

  test("without a title among its columns brings nothing, and says so", async () => {
    const report = await desk.bring("a,b\n1,2\n", { format: "csv" });
    expect(report).toMatchObject({ created: 0, skipped: 1 });
    expect(report.problems[0]?.message).toContain("No column is a title");
  });
});

describe("any text", () => {
  test("is refused where its format cannot be told", async () => {
    expect(await desk.call("ledger.import", { source: { kind: "text", text: "Hello" } })).toMatchObject({
      ok: false,
      error: { code: "source-not-understood" },
    });
    expect(await desk.call("ledger.import", { source: { kind: "text", text: "{}" }, project: "nix" })).toMatchObject({
      ok: false,
      error: { code: "project-not-found" },
    });
    expect(await desk.call("ledger.import", { source: { kind: "upload", upload: "nix" } })).toMatchObject({
      ok: false,
      error: { code: "upload-not-found" },
    });
    const empty = { kind: "text", text: "", name: "none.jsonl" } as const;
    expect(await desk.call("ledger.import", { source: empty })).toMatchObject({ value: { created: 0, skipped: 0 } });
  });

  test("can come in pieces that end anywhere, and is looked at before it is taken", async () => {
    const text = '{"title":"Grüße 🐑"}\n{"title":"b"}\n';
    let upload: string | undefined;
    for (const piece of text.match(/[\s\S]{1,3}/g) ?? []) {
      upload = (await desk.done("ledger.import.upload", { text: piece, upload })).upload;
    }
    const source = { kind: "upload", upload };
    expect(await desk.done("ledger.import.inspect", { source, project: "demo" })).toMatchObject({
      applied: false,
      created: 2,
      items: [{ title: "Grüße 🐑" }, { title: "b" }],
    });
    expect(desk.ledger.values().next().done).toBe(true);
    expect(await desk.done("ledger.import", { source, project: "demo" })).toMatchObject({ applied: true, created: 2 });
    expect(await desk.call("ledger.import", { source })).toMatchObject({
      ok: false,
      error: { code: "upload-not-found" },
    });
  });

  test("has its titles cut, its control characters and broken bytes taken out, and each told", async () => {
    const long = "x".repeat(2_000_000);
    const report = await desk.bring(
      [{ title: long }, { title: "a\u0007b\nc", description: "d\u0000e\uD800", labels: ["ok", "no way!"] }]
        .map((one) => JSON.stringify(one))
        .join("\n"),
      { format: "jsonl" },
    );
    expect(report.created).toBe(2);
    expect(report.problems.map((one) => one.kind)).toEqual(Array.from(report.problems, () => "changed"));
    const item = desk.titled("a b c");
    expect(item).toMatchObject({ description: "de\uFFFD", labels: ["no-way", "ok"] });
    const cut = [...desk.ledger.values()].find((one) => one.id !== item.id);
    expect(cut?.title).toHaveLength(500);
    expect(cut?.description.length).toBe(256 * 1024);
  });
});
