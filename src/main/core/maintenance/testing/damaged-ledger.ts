import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { KEPT_REF, LEDGER_REF } from "../../platform/store/ledger-branch.ts";
import {
  type StoreFixture,
  append,
  createStoreFixture,
  git,
  removed,
  written,
} from "../../platform/store/store-fixture.ts";

/** A ledger with a dozen records, one of them deleted, and as many commits as it takes. */
export async function makeLedger(): Promise<StoreFixture> {
  const fixture = createStoreFixture();
  const store = await fixture.open();
  for (let n = 0; n < 12; n += 1) await append(store, written(`note${n}`, `text ${n}`));
  await store.flush();
  await append(store, written("note1", "changed"), removed("note2"));
  await store.flush();
  await fixture.crash();
  return fixture;
}

export type Files = Map<string, string>;

/** At the time at which clocks of tests begin. */
const SOMEBODY = {
  ...{ GIT_AUTHOR_NAME: "Someone", GIT_AUTHOR_EMAIL: "someone@example.org", GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z" },
  ...{ GIT_COMMITTER_NAME: "Someone", GIT_COMMITTER_EMAIL: "someone@example.org" },
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

/** Commits other contents, as if Drover itself had written them. */
export function rewrite(
  gitDir: string,
  edit: (files: Files) => void,
  move: readonly string[] = [LEDGER_REF, KEPT_REF],
): void {
  const paths = git(gitDir, "ls-tree", "-r", "--name-only", LEDGER_REF).split("\n");
  const files: Files = new Map(paths.map((file) => [file, `${git(gitDir, "show", `${LEDGER_REF}:${file}`)}\n`]));
  edit(files);
  const index = path.join(gitDir, "test-index");
  rmSync(index, { force: true });
  const env = { ...process.env, GIT_INDEX_FILE: index, ...SOMEBODY };
  const run = (input: string | Buffer, ...args: string[]) =>
    execFileSync("git", ["--git-dir", gitDir, ...args], { env, input })
      .toString()
      .trim();
  const lines = [...files].map(
    ([file, text]) => `100644 ${run(toBytes(text), "hash-object", "-w", "--stdin")}\t${file}\n`,
  );
  run(lines.join(""), "update-index", "--index-info");
  const commit = run("", "commit-tree", "-p", LEDGER_REF, "-m", "by hand", run("", "write-tree"));
  for (const ref of move) git(gitDir, "update-ref", ref, commit);
}

/** Tests write bytes that are no UTF-8 as latin1 behind a mark. */
function toBytes(text: string): Buffer {
  return text.startsWith("\u0000") ? Buffer.from(text.slice(1), "latin1") : Buffer.from(text);
}

export const shardWith = (files: Files, id: string) => {
  const found = [...files].find(([file, text]) => file.startsWith("records/note/") && text.includes(`"id":"${id}"`));
  if (found === undefined) throw new Error(`No shard has ${id}.`);
  return found;
};
export const lineOf = (text: string, id: string) =>
  text.split("\n").find((line) => line.includes(`"id":"${id}"`)) ?? "";
export const segment = (files: Files) => [...files.keys()].find((file) => file.startsWith("events/")) ?? "";

export function change(files: Files, file: string, edit: (text: string) => string): void {
  files.set(file, edit(files.get(file) ?? ""));
}

export function changeLine(files: Files, id: string, edit: (line: string) => string): void {
  const [file, text] = shardWith(files, id);
  const line = lineOf(text, id);
  files.set(file, text.replace(line, edit(line)));
}
