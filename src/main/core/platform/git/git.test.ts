import { existsSync, readFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkout } from "./checkout.ts";
import { GitError } from "./git.ts";
import { mergeTree } from "./merge-tree.ts";
import { abortRebase, rebase } from "./rebase.ts";
import { readStatus } from "./status.ts";
import { createGitFixture, DROVER, type GitFixture } from "./testing/git-fixture.ts";

let fixture: GitFixture;
beforeEach(async () => {
  fixture = await createGitFixture();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe("the choke point", () => {
  it("answers with arguments, exit code and both streams", async () => {
    const outcome = await fixture.git.run(["rev-parse", "--is-inside-work-tree"], {
      cwd: fixture.folder,
      okCodes: "any",
    });
    expect(outcome).toMatchObject({ args: ["rev-parse", "--is-inside-work-tree"], exitCode: 128, reason: undefined });
    expect(outcome.stderr).toContain("not a git repository");
  });

  it("throws what nobody expected, and says what was tried where", async () => {
    const failure = await fixture.git
      .run(["cat-file", "-p", "HEAD"], { cwd: fixture.folder })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GitError);
    expect(failure).toMatchObject({ exitCode: 128, reason: "not-a-repository", cwd: fixture.folder });
    expect(String(failure)).toContain(
      `git cat-file -p HEAD in ${fixture.folder} failed with 128: fatal: not a git repository`,
    );
  });

  it("gives an expected reason as an answer", async () => {
    const outcome = await fixture.git.run(["status"], { cwd: fixture.folder, expect: ["not-a-repository"] });
    expect(outcome.reason).toBe("not-a-repository");
  });

  it("throws when output was cut", async () => {
    const repository = await fixture.repository("r", { "a.txt": "x".repeat(2_000) });
    const run = fixture.git.run(["cat-file", "-p", "HEAD:a.txt"], { cwd: repository, maxOutputBytes: 1_000 });
    await expect(run).rejects.toThrow("printed more than may be kept");
  });

  it("throws when it was cancelled or took too long", async () => {
    const abort = new AbortController();
    const waiting = ["-c", "alias.wait=!echo up; sleep 60", "wait"];
    const cancelled = fixture.git.run(waiting, {
      cwd: fixture.folder,
      signal: abort.signal,
      onOutput: () => abort.abort(),
    });
    await expect(cancelled).rejects.toThrow("was cancelled");
    await expect(fixture.git.run(waiting, { cwd: fixture.folder, timeoutMs: 50 })).rejects.toThrow("took too long");
  });

  it("asks nobody for a password", async () => {
    const asked = fixture.git.run(["credential", "fill"], {
      cwd: fixture.folder,
      stdin: "protocol=https\nhost=example.org\n\n",
    });
    await expect(asked).rejects.toMatchObject({ reason: "auth-failed" });
  });
});

describe("programs that a repository's configuration names", () => {
  /** A program that says that it was run, and by whom. */
  async function trap(): Promise<{ readonly command: string; readonly mark: string }> {
    const mark = fixture.path("ran");
    const command = fixture.path("trap.sh");
    await writeFile(command, `#!/bin/sh\necho "$0 $@" >> '${mark}'\ncat\n`);
    await chmod(command, 0o755);
    return { command, mark };
  }

  it("are not run: hooks, fsmonitor, filters, diff and merge drivers", async () => {
    const repository = await fixture.repository("r", {
      "a.txt": "one\n",
      ".gitattributes": "*.txt filter=a=b.c diff=d merge=m\n",
    });
    const base = await fixture.ask(repository, "rev-parse", "HEAD");
    await checkout(fixture.git, repository, { newBranch: "other", at: base });
    const theirs = await fixture.commit(repository, { "a.txt": "two\n", "b.txt": "new\n" });
    await checkout(fixture.git, repository, { branch: "main" });
    const ours = await fixture.commit(repository, { "c.txt": "new\n", "a.txt": "three\n" });
    const { command, mark } = await trap();
    for (const hook of [
      "post-checkout",
      "pre-commit",
      "commit-msg",
      "post-commit",
      "pre-rebase",
      "post-rewrite",
      "reference-transaction",
      "post-index-change",
    ]) {
      await fixture.write(repository, { [`.git/hooks/${hook}`]: `#!/bin/sh\necho ${hook} >> '${mark}'\n` });
      await chmod(fixture.path("r", ".git", "hooks", hook), 0o755);
    }
    for (const [key, value] of Object.entries({
      "core.fsmonitor": command,
      "core.hooksPath": fixture.path("r", ".git", "hooks"),
      "filter.a=b.c.clean": command,
      "filter.a=b.c.smudge": command,
      "filter.a=b.c.required": "true",
      "diff.d.textconv": command,
      "diff.d.command": command,
      "diff.external": command,
      "merge.m.driver": `${command} %A`,
      "core.editor": command,
      "sequence.editor": command,
      "core.pager": command,
      "gpg.program": command,
      "commit.gpgSign": "true",
      "log.showSignature": "true",
    })) {
      await fixture.ask(repository, "config", key, value);
    }
    await fixture.write(repository, { "d.txt": "untracked\n" });
    expect((await readStatus(fixture.git, repository)).files.map(({ path }) => path)).toEqual(["d.txt"]);
    await fixture.commit(repository, { "e.txt": "more\n" });
    expect(await mergeTree(fixture.git, repository, [ours, theirs])).toMatchObject({
      kind: "conflict",
      files: ["a.txt"],
    });
    expect(await rebase(fixture.git, { worktree: repository, onto: theirs, committer: DROVER })).toEqual({
      kind: "conflict",
      files: ["a.txt"],
    });
    expect(await abortRebase(fixture.git, repository)).toBe(true);
    await checkout(fixture.git, repository, { branch: "other" });
    await fixture.ask(repository, "log", "--format=%H");
    expect(existsSync(mark) ? readFileSync(mark, "utf8") : "").toBe("");
  });
});
