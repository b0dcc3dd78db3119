import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "./testing/test-core.ts";

const LEDGER = "refs/heads/drover/ledger";
const KEPT = "refs/drover/ledger-kept";
const TITLES = ["Count the sheep", "Mend the fence", "Sell the wool"];

let folder = "";
let template = "";
const before = { runtime: process.env["XDG_RUNTIME_DIR"], home: process.env["HOME"] };

/** A workspace with one project and three items in its ledger, of which each test damages a copy. */
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-damage-")));
  const run = path.join(folder, "run");
  mkdirSync(run, { mode: 0o700 });
  process.env["XDG_RUNTIME_DIR"] = run;
  process.env["HOME"] = folder;
  const origin = path.join(folder, "shop");
  git(folder, "init", "-q", "-b", "main", origin);
  writeFileSync(path.join(origin, "a.txt"), "a\n");
  git(origin, "add", "a.txt");
  git(origin, "commit", "-q", "-m", "Begin");
  template = path.join(folder, "template");
  expect((await drover(template, ["init", template])).code).toBe(0);
  expect((await drover(template, ["project", "add", origin, "--name", "shop"])).code).toBe(0);
  for (const title of TITLES) expect((await drover(template, ["create", title, "--project", "shop"])).code).toBe(0);
});

afterAll(() => {
  if (before.runtime === undefined) delete process.env["XDG_RUNTIME_DIR"];
  else process.env["XDG_RUNTIME_DIR"] = before.runtime;
  if (before.home !== undefined) process.env["HOME"] = before.home;
  rmSync(folder, { recursive: true, force: true });
});

function drover(workspace: string, words: readonly string[]) {
  return cli(workspace, words, { env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
}

function git(cwd: string, ...args: string[]): string {
  return gitWith({ cwd }, ...args);
}

function gitWith(more: { cwd: string; input?: string; index?: string }, ...args: string[]): string {
  const identity = ["-c", "user.name=Olga", "-c", "user.email=olga@example.org"];
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: "1",
    ...(more.index === undefined ? {} : { GIT_INDEX_FILE: more.index }),
  };
  const stdio = ["pipe", "pipe", "ignore"] as const;
  const { cwd, input = "" } = more;
  return execFileSync("git", [...identity, ...args], { cwd, input, env, stdio: [...stdio], maxBuffer: 2 ** 27 })
    .toString()
    .trim();
}

interface Damaged {
  readonly workspace: string;
  readonly vault: string;
}

async function damaged(name: string): Promise<Damaged> {
  const workspace = path.join(folder, name);
  cpSync(template, workspace, { recursive: true });
  return { workspace, vault: path.join(workspace, "projects", "shop", "vault.git") };
}

/** Writes files of the branch anew, as if Drover had; undefined removes one. */
function rewrite(vault: string, changes: Readonly<Record<string, string | undefined>>): void {
  const index = path.join(vault, "test-index");
  rmSync(index, { force: true });
  gitWith({ cwd: vault, index }, "read-tree", LEDGER);
  for (const [file, text] of Object.entries(changes)) {
    const line =
      text === undefined
        ? `0 ${"0".repeat(40)}\t${file}\n`
        : `100644 ${gitWith({ cwd: vault, input: text }, "hash-object", "-w", "--stdin")}\t${file}\n`;
    gitWith({ cwd: vault, index, input: line }, "update-index", "--index-info");
  }
  const tree = gitWith({ cwd: vault, index }, "write-tree");
  const commit = git(vault, "commit-tree", "-p", LEDGER, "-m", "damage", tree);
  for (const ref of [LEDGER, KEPT]) git(vault, "update-ref", ref, commit);
}

const shards = (vault: string) => git(vault, "ls-tree", "-r", "--name-only", LEDGER, "records/item/").split("\n");
const show = (vault: string, file: string) => `${git(vault, "show", `${LEDGER}:${file}`)}\n`;
const firstShard = (vault: string) => shards(vault)[0] ?? "";

async function json(workspace: string, ...words: string[]) {
  const { code, out, err } = await drover(workspace, [...words, "--json"]);
  expect(err).toBe("");
  return { code, answer: JSON.parse(out) as Record<string, unknown> };
}

async function fsckRules(workspace: string) {
  const { code, answer } = await json(workspace, "ledger", "fsck", "--full");
  const findings = answer["findings"] as readonly { rule: string; severity: string; remedy: string }[];
  expect(findings.every(({ remedy }) => remedy.length > 10)).toBe(true);
  const rules = findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
  return { code, rules: [...new Set(rules)] };
}

async function titles(workspace: string): Promise<readonly string[]> {
  const { code, answer } = await json(workspace, "list");
  expect(code).toBe(0);
  return (answer["items"] as readonly { title: string }[]).map(({ title }) => title).toSorted();
}

interface Case {
  readonly name: string;
  damage(place: Damaged): void;
  /** What the check finds, and with which exit code. */
  readonly rules: readonly string[];
  readonly code: number;
  /** What a list shows before the repair: all, or nothing of a project that cannot be opened. */
  readonly listed: "all" | "none" | "most";
  /** What repair leaves, in words; without it everything is put right. */
  readonly left?: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: "meta.json is gone",
    damage: ({ vault }) => rewrite(vault, { "meta.json": undefined }),
    ...{ rules: ["L5"], code: 1, listed: "none" },
  },
  {
    name: "meta.json is garbage",
    damage: ({ vault }) => rewrite(vault, { "meta.json": "}{" }),
    ...{ rules: ["L5"], code: 1, listed: "none" },
  },
  {
    name: "meta.json is of a newer format",
    damage: ({ vault }) =>
      rewrite(vault, { "meta.json": show(vault, "meta.json").replace('"format": 2', '"format": 9') }),
    ...{ rules: ["L6"], code: 1, listed: "none", left: /Update Drover/ },
  },
  {
    name: "a shard has conflict markers",
    damage: ({ vault }) => {
      const file = firstShard(vault);
      const text = show(vault, file);
      rewrite(vault, { [file]: `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n` });
    },
    ...{ rules: ["L10", "L15"], code: 1, listed: "all" },
  },
  {
    name: "an id stands in two shards",
    damage: ({ vault }) => {
      const file = firstShard(vault);
      const other = "0123456789abcdef"
        .split("")
        .find((digit) => !shards(vault).includes(`records/item/${digit}.jsonl`));
      rewrite(vault, { [`records/item/${other ?? ""}.jsonl`]: show(vault, file) });
    },
    ...{ rules: ["L14", "L15"], code: 1, listed: "all" },
  },
  {
    name: "a line has fifty megabytes",
    damage: ({ vault }) => {
      const file = firstShard(vault);
      rewrite(vault, { [file]: `${show(vault, file)}{"id":"shop-big","at":1,"text":"${"x".repeat(50_000_000)}"}\n` });
    },
    ...{ rules: ["L10"], code: 1, listed: "all" },
  },
  {
    name: "an object is missing",
    damage: ({ vault }) => {
      const oid = git(vault, "rev-parse", `${LEDGER}:${firstShard(vault)}`);
      rmSync(path.join(vault, "objects", oid.slice(0, 2), oid.slice(2)));
    },
    ...{ rules: ["L3", "L8", "L24"], code: 1, listed: "most" },
  },
  {
    name: "a pack is cut short",
    damage: ({ vault }) => {
      git(vault, "repack", "-a", "-d", "-q");
      const packs = path.join(vault, "objects", "pack");
      const pack = path.join(packs, readdirSync(packs).find((name) => name.endsWith(".pack")) ?? "");
      const bytes = readFileSync(pack);
      rmSync(pack);
      writeFileSync(pack, bytes.subarray(0, 100));
    },
    ...{ rules: ["L3"], code: 1, listed: "none", left: /Fetch the missing objects/ },
  },
];

describe("a project's ledger of which", () => {
  it.each(CASES)("$name is told, survived and put right", { timeout: 120_000 }, async (one) => {
    const place = await damaged(one.name.replaceAll(/\W/g, "-"));
    const { workspace } = place;
    one.damage(place);
    const found = await fsckRules(workspace);
    expect(found.code).toBe(one.code);
    expect(found.rules).toEqual(expect.arrayContaining([...one.rules]));

    const listed = await titles(workspace);
    if (one.listed === "all") expect(listed).toEqual(TITLES);
    else expect(listed.length).toBeLessThan(TITLES.length);
    const doctor = await json(workspace, "doctor");
    expect(doctor.code).toBe(one.listed === "all" ? doctor.code : 1);

    const repaired = await json(workspace, "repair", "--apply");
    if (one.left === undefined) {
      expect(repaired).toMatchObject({ code: 0, answer: { left: [] } });
      const after = await fsckRules(workspace);
      expect(after.rules.filter((rule) => rule !== "L32")).toEqual([]);
      expect(await titles(workspace)).toEqual(TITLES);
    } else {
      expect(repaired.code).toBe(1);
      expect(JSON.stringify(repaired.answer["left"])).toMatch(one.left);
    }
  });

  it("the branch is in the way of another, or somebody else's, goes on where it was once that is settled", async () => {
    const { workspace, vault } = await damaged("foreign");
    const tip = git(vault, "rev-parse", LEDGER);
    git(vault, "update-ref", "-d", LEDGER);
    git(vault, "update-ref", "refs/heads/drover", tip);
    expect(await fsckRules(workspace)).toEqual({ code: 1, rules: ["L1", "L2"] });
    expect(await titles(workspace)).toEqual([]);
    git(vault, "branch", "-m", "drover", "somebodys");
    expect(await titles(workspace)).toEqual(TITLES);

    const foreign = git(vault, "commit-tree", "-m", "no ledger", git(vault, "rev-parse", `${LEDGER}:records`));
    git(vault, "update-ref", LEDGER, foreign);
    expect(await fsckRules(workspace)).toEqual({ code: 0, rules: ["L1"] });
    expect(await titles(workspace)).toEqual(TITLES);
    expect(git(vault, "rev-parse", "refs/drover/foreign/1")).toBe(foreign);
    const doctor = await drover(workspace, ["doctor"]);
    expect(doctor).toMatchObject({ code: 0, err: "" });
    expect(doctor.out).toContain("refs/drover/foreign/1");

    git(vault, "update-ref", LEDGER, git(vault, "rev-parse", `${LEDGER}~1`));
    expect((await fsckRules(workspace)).rules).toEqual(["L1"]);
    expect(await titles(workspace)).toEqual(TITLES);
    expect(git(vault, "merge-base", tip, LEDGER)).toBe(tip);
  });

  it("is checked as a clone alone, without a workspace", async () => {
    const clone = path.join(folder, "clone");
    git(folder, "clone", "-q", "--no-checkout", path.join(template, "projects", "shop", "vault.git"), clone);
    const { code, out } = await drover("/nowhere", ["ledger", "fsck", "--full", "--git-dir", clone, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ledgers: [{ ledger: "shop", records: 3 }], findings: [] });
    expect(await drover("/nowhere", ["ledger", "fsck", "--git-dir", folder])).toMatchObject({ code: 3 });
    expect((await drover(template, ["ledger", "fsck", "nonsense"])).err).toContain("There are workspace, shop.");
  });
});
