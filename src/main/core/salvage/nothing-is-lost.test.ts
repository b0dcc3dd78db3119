import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Contents,
  type SalvageBench,
  byUser,
  contentsOf,
  openSalvageBench,
  signal,
} from "./testing/salvage-bench.ts";

/** More, or others, by DROVER_RUNS and DROVER_SEED. */
const RUNS = Number(process.env["DROVER_RUNS"] ?? 20);
const SEED = Number(process.env["DROVER_SEED"] ?? 20_261_121);

const NAMES = [
  "a.txt",
  "dir/b.txt",
  "dir",
  "run.bat",
  "id.txt",
  "wide.u16",
  "data.bin",
  "ünï cödé.txt",
  "line\nbreak.txt",
  "--help",
  "build/out.o",
  "deep/er/x",
];
const TEXTS = [
  "",
  "one\n",
  "one\ntwo\nthree\n",
  "dos\r\nlines\r\n",
  "dos\r\nand\nnot\n",
  "$Id$\n",
  "$Id: somebody else's $\n",
  "no end",
  "\0\u0001binary\0",
  `${"long ".repeat(60_000)}\n`,
];
const ATTRIBUTES = [
  "",
  "*.txt text\n",
  "*.bat text eol=crlf\n*.txt ident\n",
  "* text=auto\n",
  "*.u16 text working-tree-encoding=UTF-16\n",
];

const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom(...TEXTS);

type Step = readonly [what: string, act: (bench: SalvageBench) => Promise<void>];

async function put(bench: SalvageBench, file: string, contents: string): Promise<void> {
  const at = path.join(bench.worktree, file);
  await mkdir(path.dirname(at), { recursive: true });
  await writeFile(at, contents);
}

function git(...args: string[]): Step {
  return [`git ${args.join(" ")}`, (bench) => bench.git(...args)];
}

const onFile = (what: string, act: (at: string, bench: SalvageBench, file: string) => Promise<unknown>) =>
  name.map((file): Step => [
    `${what} ${JSON.stringify(file)}`,
    async (bench) => void (await act(path.join(bench.worktree, file), bench, file)),
  ]);

function inOrder(what: string, ...acts: readonly ((bench: SalvageBench) => Promise<void>)[]): Step {
  return [
    what,
    async (bench) => {
      for (const act of acts) await act(bench);
    },
  ];
}
const run =
  (...args: string[]) =>
  (bench: SalvageBench) =>
    bench.git(...args);
const write = (file: string, contents: string) => (bench: SalvageBench) => put(bench, file, contents);

/** States that single steps seldom come to together. */
const STATES: readonly Step[] = [
  inOrder(
    "commit what git converts",
    write(".gitattributes", "*.txt text\n"),
    write("mixed.txt", "dos\r\nand\nnot\n"),
    run("add", "--all"),
    run("commit", "-qm", "Converted"),
  ),
  inOrder(
    "commit what git encodes",
    write(".gitattributes", "*.u16 text working-tree-encoding=UTF-16LE\n"),
    write("wide.u16", "w\0i\0d\0e\0\n\0"),
    run("add", "--all"),
    run("commit", "-qm", "Encoded"),
  ),
  inOrder("stash a change", write("a.txt", "stashed\n"), run("stash", "-q")),
  inOrder("stash something new", write("new.txt", "stashed\n"), run("stash", "-q", "--include-untracked")),
  inOrder(
    "undo a commit",
    write("a.txt", "undone\n"),
    run("commit", "-qam", "Undone"),
    run("reset", "-q", "--hard", "HEAD~1"),
  ),
  inOrder(
    "meet a conflict in a rebase",
    write("a.txt", "mine\n"),
    run("commit", "-qam", "Mine"),
    run("rebase", "-q", "origin/other"),
  ),
  inOrder(
    "meet a conflict in a merge",
    write("dir/b.txt", "mine\n"),
    run("commit", "-qam", "Mine"),
    run("merge", "-q", "origin/other"),
  ),
  inOrder("stage apart", write("a.txt", "staged\n"), run("add", "a.txt"), write("a.txt", "and then\n")),
];

/** What agents do, and what becomes of them. What fails, because it does not fit what is there, changes nothing. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(name, text).map(([file, contents]): Step => {
      return [`write ${JSON.stringify([file, contents.slice(0, 20)])}`, (bench) => put(bench, file, contents)];
    }),
  },
  onFile("remove", (at) => rm(at, { recursive: true })),
  onFile("make executable", (at) => chmod(at, 0o755)),
  onFile("link", async (at) => {
    await rm(at, { recursive: true, force: true });
    await symlink("../somewhere/else", at);
  }),
  onFile("rename", (at, bench) => rename(at, path.join(bench.worktree, "renamed.txt"))),
  { weight: 3, arbitrary: onFile("stage", (_at, bench, file) => bench.git("add", "--", file)) },
  onFile("unstage", (_at, bench, file) => bench.git("rm", "-q", "--cached", "-r", "--", file)),
  onFile("hide", (_at, bench, file) => bench.git("update-index", "--assume-unchanged", "--", file)),
  fc.constantFrom(...ATTRIBUTES).map((rules): Step => {
    return [`attributes ${JSON.stringify(rules)}`, (bench) => put(bench, ".gitattributes", rules)];
  }),
  fc.constantFrom("core.autocrlf true", "core.fileMode false", "core.symlinks false").map((setting): Step => {
    return git("config", ...setting.split(" "));
  }),
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      git("add", "--all"),
      git("commit", "-qm", "Some"),
      git("commit", "-qam", "All"),
      git("commit", "-q", "--amend", "--allow-empty", "-m", "Amended"),
      git("stash", "-q"),
      git("stash", "-q", "--include-untracked"),
      git("stash", "pop", "-q"),
      git("reset", "-q", "--soft", "HEAD~1"),
      git("reset", "-q", "--hard", "HEAD~1"),
      git("reset", "-q"),
      git("checkout", "-q", "--detach"),
      git("checkout", "-q", "-B", "side", "main~0"),
      git("switch", "-q", "drover/otter/d-1"),
      git("merge", "-q", "--no-ff", "-m", "Merge", "origin/other"),
      git("merge", "-q", "--no-commit", "--no-ff", "origin/other"),
      git("rebase", "-q", "origin/other"),
      git("cherry-pick", "origin/other"),
      git("rebase", "--abort"),
      git("update-index", "--split-index"),
    ),
  },
  { weight: 8, arbitrary: fc.constantFrom(...STATES) },
  fc.constant<Step>([
    "a repository within",
    async (bench) => {
      await bench.git("init", "-q", "inner");
      await put(bench, "inner/x.txt", "inner\r\n");
    },
  ]),
  fc.constant<Step>(["checkpoint", async (bench) => void (await bench.save("checkpoint"))]),
  fc.constant<Step>(["a new core", (bench) => bench.restart()]),
  fc.constant<Step>(["a new core after a kill while it was given back", (bench) => bench.restart("leaving")]),
);

async function attempt([what, act]: Step, bench: SalvageBench): Promise<void> {
  // A file where a folder is, a folder where a file is, nothing there at all: agents err too.
  const known = ["ENOTDIR", "EISDIR", "ENOENT", "EEXIST", "ENOTEMPTY"];
  await act(bench).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!known.includes(code)) throw new Error(`${what}: ${String(error)}`, { cause: error });
  });
}

/** Restores it from the vault alone, and compares. */
async function expectBack(bench: SalvageBench, id: string | undefined, before: Contents): Promise<void> {
  if (id === undefined) {
    // Nothing was saved: then the vault had it all, and git alone brings it back.
    const folder = bench.fixture.path(`again-${Math.random().toString(36).slice(2)}`);
    await bench.fixture.ask(bench.clone, "worktree", "add", "-q", "--detach", folder, before.head);
    const checkedOut = (await contentsOf(bench, folder)).files;
    for (const [file, contents] of Object.entries(before.files)) {
      if (contents === checkedOut[file]) continue;
      // What agents set in the clone makes git convert it again; its bytes are those of its blob.
      const blob = await bench.fixture.git.run(["cat-file", "blob", `${before.head}:${file}`], { cwd: bench.vault });
      expect(blob.stdout.toString("base64")).toBe(contents.slice(contents.indexOf(" ") + 1));
    }
    expect(Object.keys(checkedOut)).toEqual(Object.keys(before.files));
    return;
  }
  const { handlers } = bench.salvage;
  const restored = await handlers["salvage.restore"]({ salvage: id }, byUser, signal);
  if (!restored.ok) throw new Error(`${restored.error.code}: ${restored.error.message}`);
  expect(restored.value.leftOut).toEqual([]);
  const after = await contentsOf(bench, restored.value.worktree ?? "");
  expect(after.files).toEqual(before.files);
  expect(after.index).toBe(before.index);
  expect(after.state).toEqual(before.state);
  expect(after.head).toBe(before.head);
}

describe("whatever agents do in a worktree", () => {
  it("every byte of it comes back after it was removed, from the vault alone", { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 2 }),
        async (lives) => {
          await using bench = await openSalvageBench({
            "a.txt": "one\ntwo\n",
            "dir/b.txt": "b\n",
            "run.bat": "x\n",
            ".gitignore": "build/\n",
          });
          await bench.fixture.ask(bench.origin, "switch", "-q", "-c", "other");
          const other = await bench.fixture.commit(bench.origin, { "a.txt": "theirs\n", "dir/b.txt": "theirs\n" });
          await bench.fixture.ask(bench.vault, "fetch", "-q", bench.origin, `${other}:refs/remotes/origin/other`);
          await bench.fixture.ask(bench.clone, "update-ref", "refs/remotes/origin/other", other);
          for (const steps of lives) {
            await bench.acquire();
            for (const one of steps) await attempt(one, bench);
            const before = await contentsOf(bench, bench.worktree);
            const saved = await bench.save();
            expect(await contentsOf(bench, bench.worktree)).toEqual(before);
            const { kind } = await bench.release(saved);
            expect(kind).toBe(existsSync(bench.worktree) ? "unsaved" : kind);
            expect(["released", "kept"]).toContain(kind);
            await bench.emptyClone();
            await expectBack(bench, saved.ref?.slice(saved.ref.lastIndexOf("/") + 1), before);
            for (const id of [...before.past, ...(saved.ref === undefined ? [] : before.stashes)]) {
              if (id !== "") await bench.fixture.ask(bench.vault, "rev-list", "--objects", "--quiet", id);
            }
          }
          expect(bench.errors).toEqual([]);
        },
      ),
      {
        numRuns: RUNS,
        seed: SEED,
      },
    );
  });
});
