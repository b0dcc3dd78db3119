import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { KEPT_REF, LEDGER_REF } from "../platform/store/ledger-branch.ts";
import {
  type StoreFixture,
  append,
  createStoreFixture,
  git,
  nodeGit,
  noteKind,
  removed,
  written,
} from "../platform/store/store-fixture.ts";
import { fsck } from "./fsck.ts";
import {
  type Files,
  change,
  changeLine,
  lineOf,
  makeLedger,
  rewrite,
  segment,
  shardWith,
} from "./testing/damaged-ledger.ts";

async function rules(fixture: StoreFixture, full = true): Promise<readonly string[]> {
  const ledgers = [{ ledger: "workspace", gitDir: fixture.gitDir }];
  const deps = { git: nodeGit, now: () => fixture.clock.now(), kinds: [noteKind] };
  const { findings, counts } = await fsck(deps, { ledgers, workspaceDir: fixture.dir, isWhole: true, full });
  expect(counts.error + counts.warning + counts.info).toBe(findings.length);
  expect(findings.filter(({ message, remedy, place }) => message === "" || remedy === "" || place === "")).toEqual([]);
  return [...new Set(findings.map(({ rule, severity }) => `${rule} ${severity}`))];
}

describe("a ledger that is whole", () => {
  it("has no findings, whether a little or all of it is read", async () => {
    await using fixture = await makeLedger();
    expect(await rules(fixture)).toEqual([]);
    expect(await rules(fixture, false)).toEqual([]);
  });

  it("has no stream that counts more than the record does", async () => {
    await using fixture = await makeLedger();
    const counting: typeof noteKind = { ...noteKind, merge: { counter: "changes" } };
    const deps = { git: nodeGit, now: () => fixture.clock.now(), kinds: [counting] };
    const ledgers = [{ ledger: "workspace", gitDir: fixture.gitDir }];
    const check = async () => (await fsck(deps, { ledgers, isWhole: true, full: true })).findings;
    expect(await check()).toEqual([]);
    rewrite(fixture.gitDir, (files) => {
      changeLine(files, "note3", (line) => line.replace(/\[(\d+),(\d+)\]/, "[$1,$2,7]"));
    });
    const [found, ...others] = await check();
    expect(found).toMatchObject({ rule: "L19", message: "The changes of note3 stands at 1; its streams count to 7." });
    expect(others).toEqual([]);
  });

  it("has none as a clone either, nor while there is nothing yet", async () => {
    await using fixture = await makeLedger();
    const clone = path.join(fixture.dir, "clone");
    execFileSync("git", ["clone", "-q", "--no-checkout", fixture.gitDir, clone], { stdio: "ignore" });
    const empty = fixture.makeRepository("empty.git");
    const deps = { git: nodeGit, now: () => fixture.clock.now(), kinds: [noteKind] };
    const ledgers = [{ gitDir: path.join(clone, ".git") }, { gitDir: empty }];
    const answer = await fsck(deps, { ledgers, isWhole: false, full: true });
    expect(answer.findings).toEqual([]);
    expect(answer.ledgers).toMatchObject([
      { ledger: "workspace", records: 12, commits: 2 },
      { records: 0, commits: 0 },
    ]);
  });

  it("has none after it was joined with another clone, nor after a change by hand", async () => {
    await using fixture = await makeLedger();
    await using other = createStoreFixture();
    git(other.gitDir, "fetch", "-q", fixture.gitDir, `${LEDGER_REF}:${LEDGER_REF}`);
    const theirs = await other.open();
    await append(theirs, written("note3", "theirs"), written("new", "theirs"), removed("note4"));
    await theirs.flush();
    await other.crash();
    expect(await rules(other)).toEqual([]);
    const ours = await fixture.open();
    await append(ours, written("note3", "ours"), written("note5", "ours"));
    await ours.flush();
    git(fixture.gitDir, "fetch", "-q", other.gitDir, `${LEDGER_REF}:refs/remotes/origin/drover/ledger`);
    const commit = git(fixture.gitDir, "rev-parse", "refs/remotes/origin/drover/ledger");
    const joined = await ours.joinLedger("workspace", commit);
    expect(joined.ok).toBe(true);
    await ours.flush();
    expect(ours.table(noteKind).get("new")?.text).toBe("theirs");
    await fixture.crash();
    expect(await rules(fixture)).toEqual([]);

    const byHand = (files: Files) => {
      changeLine(files, "note6", (line) => line.replace("text 6", "by hand"));
      const [file, text] = shardWith(files, "note8");
      files.set(file, text.replace(`${lineOf(text, "note8")}\n`, ""));
    };
    rewrite(fixture.gitDir, byHand, [LEDGER_REF]);
    const again = await fixture.open();
    expect(again.table(noteKind).get("note6")?.text).toBe("by hand");
    expect(again.table(noteKind).get("note8")).toBeUndefined();
    await append(again, written("note7", "after"));
    await again.flush();
    await fixture.crash();
    expect(await rules(fixture)).toEqual([]);
  });

  it("has none in a journal that git has not seen yet, or that ends in the middle of a line", async () => {
    await using fixture = await makeLedger();
    const store = await fixture.open();
    await append(store, written("late", "not in git"));
    await fixture.crash();
    expect(await rules(fixture)).toEqual([]);
    const [file = ""] = readdirSync(fixture.journalDir);
    appendFileSync(path.join(fixture.journalDir, file), "0badc0de {torn");
    expect(await rules(fixture)).toEqual(["L28 info"]);
  });
});

describe("a ledger on whose branch", () => {
  it.each<[string, string[], (files: Files) => void]>([
    ["meta.json is gone", ["L5 error"], (files) => files.delete("meta.json")],
    ["meta.json is garbage", ["L5 error"], (files) => files.set("meta.json", "{{{\n")],
    ["meta.json lacks what it must say", ["L5 error"], (files) => files.set("meta.json", '{"format": 2}\n')],
    [
      "the format is newer",
      ["L6 error"],
      (files) => change(files, "meta.json", (text) => text.replace('"format": 2', '"format": 99')),
    ],
    [
      "meta.json is of another ledger",
      ["L7 warning", "L21 warning"],
      (files) => change(files, "meta.json", (text) => text.replace('"workspace"', '"other"')),
    ],
    [
      "records are counted wrong",
      ["L8 warning"],
      (files) => change(files, "meta.json", (text) => text.replace('"records": 12', '"records": 11')),
    ],
    ["lies a file of somebody else", ["L9 warning"], (files) => files.set("records/README.md", "hello\n")],
    [
      "a line is no UTF-8",
      ["L10 error"],
      (files) => {
        const [file, text] = shardWith(files, "note3");
        files.set(file, `\u0000${text}\u00ff\u00fe\n`);
      },
    ],
    [
      "a merge left conflict markers",
      ["L10 error"],
      (files) => {
        const [file, text] = shardWith(files, "note3");
        files.set(file, `<<<<<<< HEAD\n${text}=======\n>>>>>>> theirs\n`);
      },
    ],
    ["a line is no record", ["L11 error"], (files) => changeLine(files, "note3", (line) => `${line}\n{"id":"note3x"}`)],
    [
      "a line is not canonical",
      ["L12 warning"],
      (files) => changeLine(files, "note3", (line) => line.replace(/,/, ", ")),
    ],
    [
      "a shard is not sorted",
      ["L13 warning"],
      (files) => {
        for (const [file, text] of files) {
          const lines = text.trimEnd().split("\n");
          if (file.startsWith("records/") && lines.length > 1) {
            files.set(file, `${lines.toReversed().join("\n")}\n`);
            return;
          }
        }
        throw new Error("No shard has two records.");
      },
    ],
    [
      "a record is in the shard of another",
      ["L14 warning"],
      (files) => {
        const [file, text] = shardWith(files, "note3");
        const line = lineOf(text, "note3");
        files.set(file, text.replace(`${line}\n`, ""));
        if (files.get(file) === "") files.delete(file);
        const empty = "0123456789abcdef".split("").find((digit) => !files.has(`records/note/${digit}.jsonl`));
        files.set(`records/note/${empty ?? ""}.jsonl`, `${line}\n`);
      },
    ],
    ["an id stands twice", ["L15 error"], (files) => changeLine(files, "note3", (line) => `${line}\n${line}`)],
    [
      "a record is not of its kind",
      ["L16 error"],
      (files) => changeLine(files, "note3", (line) => line.replace(/"changes":1/, '"changes":"one"')),
    ],
    [
      "a clock is malformed",
      ["L17 error", "L8 warning", "L24 error"],
      (files) => changeLine(files, "note3", (line) => line.replace(/"born":"\d+/, '"born":"')),
    ],
    [
      "the clock of a deletion is malformed",
      ["L17 error", "L8 warning"],
      (files) => changeLine(files, "note2", (line) => line.replace(/"clock":"\d+/, '"clock":"')),
    ],
    [
      "a clock is far ahead",
      ["L18 warning"],
      (files) => changeLine(files, "note3", (line) => line.replace(/"born":"\d{13}/, '"born":"9000000000000')),
    ],
    [
      "a record has events of a stream that nobody knows",
      ["L19 error"],
      (files) => changeLine(files, "note3", (line) => line.replace(/"seen":\{"[0-9a-f]{8}"/, '"seen":{"00000000"')),
    ],
    [
      "a record has other numbers than its events",
      ["L19 error"],
      (files) => changeLine(files, "note3", (line) => line.replace(/\[\d+,\d+\]/, "[5,5]")),
    ],
    [
      "a line of a segment is no event",
      ["L20 error"],
      (files) => change(files, segment(files), (text) => `${text}{}\n`),
    ],
    [
      "events are in another order",
      ["L19 error", "L21 error"],
      (files) =>
        change(files, segment(files), (text) => {
          const [first = "", second = "", third = "", ...rest] = text.trimEnd().split("\n");
          return `${[first, third, second, ...rest].join("\n")}\n`;
        }),
    ],
    [
      "an event stands twice",
      ["L21 warning"],
      (files) => change(files, segment(files), (text) => `${text}${text.trimEnd().split("\n").at(-1) ?? ""}\n`),
    ],
    [
      "there are events that meta.json does not know of",
      ["L22 error"],
      (files) =>
        change(files, segment(files), (text) => {
          const last = text.trimEnd().split("\n").at(-1) ?? "";
          return `${text}${last.replace(/"seq":\d+/, '"seq":99')}\n`;
        }),
    ],
    [
      "a record is not what its events say",
      ["L23 error"],
      (files) => changeLine(files, "note3", (line) => line.replace("text 3", "forged")),
    ],
    [
      "a record is missing",
      ["L8 warning", "L24 error"],
      (files) => {
        const [file, text] = shardWith(files, "note3");
        const left = text.replace(`${lineOf(text, "note3")}\n`, "");
        if (left === "") files.delete(file);
        else files.set(file, left);
      },
    ],
  ])("%s", async (_name, expected, edit) => {
    await using fixture = await makeLedger();
    rewrite(fixture.gitDir, edit);
    expect((await rules(fixture)).toSorted()).toEqual(expected.toSorted());
  });

  it("somebody committed is told from one that was moved away or deleted", async () => {
    await using fixture = await makeLedger();
    rewrite(fixture.gitDir, () => {}, [LEDGER_REF]);
    expect(await rules(fixture)).toEqual(["L1 info"]);
    git(fixture.gitDir, "update-ref", LEDGER_REF, git(fixture.gitDir, "rev-parse", `${KEPT_REF}~1`));
    expect(await rules(fixture)).toEqual(["L1 warning"]);
    git(fixture.gitDir, "update-ref", "-d", LEDGER_REF);
    expect(await rules(fixture)).toEqual(["L1 warning"]);
  });

  it("has others' commits set aside, or a branch in its way", async () => {
    await using fixture = await makeLedger();
    const tip = git(fixture.gitDir, "rev-parse", LEDGER_REF);
    git(fixture.gitDir, "update-ref", "refs/drover/foreign/1", tip);
    expect(await rules(fixture)).toEqual(["L4 info"]);
    git(fixture.gitDir, "update-ref", "-d", LEDGER_REF);
    git(fixture.gitDir, "update-ref", "-d", "refs/drover/foreign/1");
    git(fixture.gitDir, "update-ref", "refs/heads/drover", tip);
    expect(await rules(fixture)).toEqual(["L1 warning", "L2 error"]);
  });
});

describe("a repository in which", () => {
  const objectOf = (fixture: StoreFixture, file: string) => {
    const oid = git(fixture.gitDir, "rev-parse", `${LEDGER_REF}:${file}`);
    return path.join(fixture.gitDir, "objects", oid.slice(0, 2), oid.slice(2));
  };
  const shardOf = (fixture: StoreFixture) =>
    git(fixture.gitDir, "ls-tree", "-r", "--name-only", LEDGER_REF, "records/note/").split("\n")[0] ?? "";

  it("an object is missing says which, and goes on with the others", async () => {
    await using fixture = await makeLedger();
    renameSync(objectOf(fixture, shardOf(fixture)), path.join(fixture.dir, "away"));
    const found = await rules(fixture);
    expect(found).toContain("L3 error");
    expect(found).not.toContain("L5 error");
  });

  it("an object is damaged says which", async () => {
    await using fixture = await makeLedger();
    const file = objectOf(fixture, shardOf(fixture));
    rmSync(file);
    writeFileSync(file, "garbage");
    expect(await rules(fixture, false)).toContain("L3 error");
  });

  it("a pack is cut short is reported, not fatal", async () => {
    await using fixture = await makeLedger();
    git(fixture.gitDir, "repack", "-a", "-d", "-q");
    const folder = path.join(fixture.gitDir, "objects", "pack");
    const pack = path.join(folder, readdirSync(folder).find((name) => name.endsWith(".pack")) ?? "");
    const bytes = readFileSync(pack);
    rmSync(pack);
    writeFileSync(pack, bytes.subarray(0, bytes.length / 2));
    expect((await rules(fixture)).every((rule) => rule.endsWith("error"))).toBe(true);
    expect(await rules(fixture)).not.toEqual([]);
  });

  it("a file of fifty megabytes stands is reported without being read", async () => {
    await using fixture = await makeLedger();
    rewrite(fixture.gitDir, (files) => files.set("records/note/0.jsonl", `{"id":"${"x".repeat(50_000_000)}"}\n`));
    expect(await rules(fixture, false)).toContain("L10 error");
  });
});

describe("a journal", () => {
  const only = (fixture: StoreFixture) => path.join(fixture.journalDir, readdirSync(fixture.journalDir)[0] ?? "");

  it("with a damaged line", async () => {
    await using fixture = await makeLedger();
    const text = readFileSync(only(fixture), "utf8");
    writeFileSync(only(fixture), text.replace("text 5", "text X"));
    expect(await rules(fixture)).toEqual(["L28 error"]);
  });

  it("with files of two streams", async () => {
    await using fixture = await makeLedger();
    writeFileSync(path.join(fixture.journalDir, "00000000.000000000001.jsonl"), "");
    expect(await rules(fixture)).toContain("L29 error");
  });

  it("that is older than what git has", async () => {
    await using fixture = await makeLedger();
    const lines = readFileSync(only(fixture), "utf8").trimEnd().split("\n");
    writeFileSync(only(fixture), `${lines.slice(0, 3).join("\n")}\n`);
    expect(await rules(fixture)).toEqual(["L30 error"]);
  });

  it("that lost a part nobody else has", async () => {
    await using fixture = await makeLedger();
    const store = await fixture.open();
    await append(store, written("late", "x"), written("later", "x"));
    await fixture.crash();
    const text = readFileSync(only(fixture), "utf8");
    const line = text.split("\n").find((one) => one.includes('"late"')) ?? "";
    writeFileSync(only(fixture), text.replace(`${line}\n`, ""));
    expect(await rules(fixture)).toEqual(["L31 warning"]);
  });

  it("beside which lines are in quarantine", async () => {
    await using fixture = await makeLedger();
    const dir = path.join(fixture.dir, ".drover", "quarantine");
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, "a.json"), "{}\n");
    expect(await rules(fixture)).toEqual(["L32 warning"]);
  });
});
