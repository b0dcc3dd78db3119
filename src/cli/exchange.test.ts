import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cli } from "./testing/test-core.ts";

const T = "2026-01-02T03:04:05Z";
const ISSUE = { status: "open", priority: 1, issue_type: "task", created_at: T, created_by: "ada", updated_at: T };

let folder = "";
let workspace = "";
let env: Readonly<Record<string, string>> = {};

/** A workspace with nothing in it, beside which no core runs: each command opens its own. */
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-exchange-")));
  const run = path.join(folder, "run");
  mkdirSync(run, { mode: 0o700 });
  workspace = path.join(folder, "work");
  env = { PATH: process.env["PATH"] ?? "", HOME: folder, XDG_RUNTIME_DIR: run };
  expect((await drover(["init", workspace])).code).toBe(0);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function drover(words: readonly string[], stdin = "") {
  return cli(workspace, words, { env, cwd: folder, stdin });
}

async function answer(...words: string[]): Promise<unknown> {
  const { code, out, err } = await drover([...words, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
}

function file(name: string, text: string): string {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
  return place;
}

function linesOf(jsonl: string): readonly { readonly metadata?: object }[] {
  return jsonl
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly metadata?: object });
}

const beads = (...issues: object[]) => issues.map((one) => `${JSON.stringify({ ...ISSUE, ...one })}\n`).join("");

describe("drover import", () => {
  it("tells what it would do, does it, and finds nothing to do when it comes again", async () => {
    file("plan.md", "# Release\n\n- [ ] Sign in p1 #auth\n- [x] Draw the page\n");
    const tried = await drover(["import", "plan.md", "--dry-run"]);
    expect(tried).toMatchObject({ code: 0, err: "" });
    expect(tried.out).toContain("Nothing was changed. An import would give: 3 created");
    expect(await answer("list", "--all")).toMatchObject({ items: [] });

    const done = await drover(["import", "plan.md"]);
    expect(done.out).toMatch(/created {2}\S+ {2}Sign in\n/);
    expect(done.out).toContain("3 created, 0 updated, 0 unchanged, 0 skipped, 0 comments.");
    expect(await answer("import", "plan.md")).toMatchObject({ format: "markdown", created: 0, unchanged: 3 });
    expect(await answer("count", "--all")).toMatchObject({ total: 3 });
  });

  it("reads standard input, a folder of beads, and marks of UTF-16", async () => {
    const piped = await drover(["import", "-", "--format", "csv", "--json"], "title,priority\nMend the fence,0\n");
    expect(JSON.parse(piped.out)).toMatchObject({ format: "csv", created: 1 });

    file("shop/.beads/issues.jsonl", beads({ id: "bd-1", title: "Count the sheep" }));
    expect(await answer("import", "--beads", "shop")).toMatchObject({ format: "beads", created: 1 });

    const wide = path.join(folder, "wide.csv");
    writeFileSync(wide, Buffer.from("\uFEFFtitle\nSchafe zählen\n", "utf16le"));
    expect(await answer("import", "wide.csv")).toMatchObject({ created: 1, items: [{ title: "Schafe zählen" }] });
  });

  it("takes what can be read and tells the lines that cannot", async () => {
    file("a.jsonl", `${beads({ id: "bd-1", title: "Count the sheep" })}{"id": "bd-2", \n`);
    const { code, out } = await drover(["import", "a.jsonl", "--format", "beads"]);
    expect(code).toBe(0);
    expect(out).toContain("line 2:");
    expect(out).toContain("1 created, 0 updated, 0 unchanged, 1 skipped");
  });

  it.each<[string, readonly string[], number, string]>([
    ["nothing to import", [], 2, "Give one thing to import"],
    ["two things at once", ["a.csv", "--github", "acme/shop"], 2, "Give one thing to import"],
    ["a file that is not there", ["none.csv"], 2, "none.csv cannot be read"],
    ["a folder", ["."], 2, "is a folder"],
    ["a folder without beads", [".", "--beads"], 2, "has no .beads/issues.jsonl"],
    ["a project that is not there", ["plan.md", "--project", "none"], 3, "There is no project none"],
  ])("refuses %s, and says what to do", async (_name, words, code, said) => {
    file("plan.md", "- [ ] One\n");
    const refused = await drover(["import", ...words]);
    expect(refused.code).toBe(code);
    expect(refused.err).toContain(said);
    expect(await answer("count", "--all")).toMatchObject({ total: 0 });
  });
});

describe("drover export", () => {
  it("writes all of it, which an empty workspace takes in as it was", async () => {
    const fence = (await answer("create", "Mend the fence", "--label", "farm")) as { id: string };
    await answer("create", "Sell the wool", "--after", fence.id);
    await answer("comment", fence.id, "With wire.");
    await answer("close", fence.id);
    expect(await drover(["export", "-o", "out.jsonl"])).toMatchObject({
      code: 0,
      out: `2 items written to ${path.join(folder, "out.jsonl")}.\n`,
    });
    const text = readFileSync(path.join(folder, "out.jsonl"), "utf8");
    expect((await drover(["export"])).out).toBe(text);
    expect(await answer("export")).toMatchObject({ format: "jsonl", items: 2, text });
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);

    workspace = path.join(folder, "other");
    await drover(["init", workspace]);
    expect(await answer("import", "out.jsonl")).toMatchObject({ created: 2, comments: 1, problemsTotal: 0 });
    const again = (await drover(["export"])).out;
    expect(linesOf(again).map(({ metadata: _, ...said }) => said)).toEqual(linesOf(text));
    // What is told besides is where it came from, so that the same file is known again.
    expect(linesOf(again).every(({ metadata }) => Object.keys(metadata ?? {}).join() === "drover.import")).toBe(true);
  });

  it.each(["markdown", "csv", "beads"])(
    "writes %s of what is filtered, which changes nothing when it comes back",
    async (format) => {
      await answer("create", "Mend the fence", "--label", "farm");
      await answer("create", "Sell the wool");
      const { out } = await drover(["export", "--format", format, "--label", "farm"]);
      expect(out).toContain("Mend the fence");
      expect(out).not.toContain("Sell the wool");
      file(`back.${format}`, out);
      expect(await answer("import", `back.${format}`, "--format", format)).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 1,
      });
    },
  );

  it("leaves the file that is there alone when it cannot write all of it", async () => {
    const place = file("out.jsonl", "mine\n");
    expect(await drover(["export", "--project", "none", "-o", "out.jsonl"])).toMatchObject({ code: 3 });
    expect(readFileSync(place, "utf8")).toBe("mine\n");
    const refused = await drover(["export", "-o", "no/such/folder.jsonl"]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain("cannot be written");
    expect((await drover(["export", "--github", "a/b", "--gitlab", "a/b"])).code).toBe(2);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
