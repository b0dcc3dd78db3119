import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { spawn as spawnPty } from "node-pty";
import { afterEach, beforeEach, expect, it } from "vitest";

/*
 * The agent as a process, on a real repository. `drover` is a stand-in on its PATH that answers the hook from a file and
 * writes down what it was asked for.
 */
const ENTRY = join(import.meta.dirname, "main.ts");
let root: string;
const at = (...parts: string[]) => join(root, ...parts);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drover-scripted-"));
  writeFileSync(
    at("drover"),
    `#!/bin/sh
echo "$*" >> ${at("calls")}
case "$1" in
  hook) cat ${at("hook.json")} ;;
  done) echo '{"item":"shop-1","submission":"sub-1","next":"You may leave."}' ;;
  project) echo '{"projects":[{"name":"shop","gates":[{"name":"t","command":["git","--version"]}]}]}' ;;
  *) echo '{"ok":true}' ;;
esac
`,
  );
  chmodSync(at("drover"), 0o755);
  git(root, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
  git(root, "clone", "--quiet", "origin.git", "wt");
  write("list.js", 'export const LIST = ["a"];\n');
  git(at("wt"), "add", ".");
  git(at("wt"), "commit", "--quiet", "-m", "Begin");
  git(at("wt"), "push", "--quiet", "origin", "HEAD:main");
  git(at("wt"), "checkout", "--quiet", "-b", "drover/otter/shop-1");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  GIT_AUTHOR_NAME: "Otter",
  GIT_AUTHOR_EMAIL: "owner@example.org",
  GIT_COMMITTER_NAME: "Otter",
  GIT_COMMITTER_EMAIL: "owner@example.org",
  DROVER_SCRIPTED_PACE: "0",
};

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, env: ENV, encoding: "utf8" }).trim();
}

function write(file: string, text: string): void {
  writeFileSync(at("wt", file), text);
}

function onHook(script: unknown, more: { attempt?: number; sentBack?: string } = {}): void {
  const block = typeof script === "string" ? script : `\`\`\`drover-script\n${JSON.stringify(script)}\n\`\`\``;
  const base = git(at("wt"), "rev-parse", "origin/main");
  writeFileSync(
    at("hook.json"),
    JSON.stringify({
      agent: "shop/workers/otter",
      hook: { project: "shop", state: "active", attempt: 1, base, ...more },
      item: {
        id: "shop-1",
        title: "Add to the list",
        description: `Please.\n\n${block}\n`,
        acceptance: "It is there.",
      },
      target: "main",
      gates: ["t"],
      queue: [],
    }),
  );
}

async function runAgent(): Promise<{ code: number | null; out: string }> {
  const env = { ...ENV, PATH: `${root}${delimiter}${ENV.PATH}` };
  const child = spawn(process.execPath, [ENTRY, "You are otter.\nBegin now."], {
    cwd: at("wt"),
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  await once(child, "close");
  return { code: child.exitCode, out };
}

const calls = () => (existsSync(at("calls")) ? readFileSync(at("calls"), "utf8").trim().split("\n") : []);
const list = () => readFileSync(at("wt", "list.js"), "utf8");
const subjects = () => git(at("wt"), "log", "--format=%s", "origin/main..HEAD").split("\n");

const ADD_B = { edit: "list.js", "in-line": "LIST", mark: "]", insert: ', "b"' };
const SUBMIT = [{ commit: "Add b" }, { submit: true }];

it("does what its script says, commits as the session's author, submits and leaves", async () => {
  onHook({
    steps: [
      { say: "Looking." },
      { read: "list.js" },
      ADD_B,
      { edit: "new/file.txt", write: ["x"] },
      { run: ["{node}", "-e", "process.exit(3)"], expect: 3 },
      { gates: true },
      { report: "nearly there" },
      ...SUBMIT,
    ],
  });
  const { code, out } = await runAgent();
  expect(code).toBe(0);
  expect(list()).toBe('export const LIST = ["a", "b"];\n');
  expect(git(at("wt"), "log", "-1", "--format=%an <%ae> %s")).toBe("Otter <owner@example.org> Add b");
  expect(git(at("wt"), "status", "--porcelain")).toBe("");
  expect(calls()).toEqual([
    "hook --json",
    "project list --json",
    "report --progress nearly there --json",
    "done --json",
  ]);
  expect(out).toContain("You may leave.");
});

it("crashes where it is told to, and its successor goes on behind what is there", async () => {
  const script = {
    steps: [
      ADD_B,
      { commit: "Add b" },
      { edit: "two.txt", write: "two\n" },
      { crash: 7, when: { attempt: 1 } },
      { commit: "Add two" },
      { submit: true },
    ],
  };
  onHook(script);
  expect((await runAgent()).code).toBe(7);
  expect(subjects()).toEqual(["Add b"]);
  onHook(script, { attempt: 2 });
  const { code, out } = await runAgent();
  expect(code).toBe(0);
  expect(out).toContain("3 steps of it are there");
  expect(subjects()).toEqual(["Add two", "Add b"]);
  expect(calls().filter((call) => call.startsWith("done"))).toHaveLength(1);
});

it("resolves a conflict by making its edit again on the newest target", async () => {
  const script = { steps: [ADD_B, ...SUBMIT] };
  onHook(script);
  await runAgent();
  // Meanwhile somebody else landed a change of the same line.
  git(root, "clone", "--quiet", "origin.git", "other");
  writeFileSync(at("other", "list.js"), 'export const LIST = ["a", "c"];\n');
  git(at("other"), "commit", "--quiet", "-am", "Add c");
  git(at("other"), "push", "--quiet", "origin", "HEAD:main");
  onHook(script, { sentBack: "It conflicts with what has landed: list.js" });
  const { code } = await runAgent();
  expect(code).toBe(0);
  expect(list()).toBe('export const LIST = ["a", "c", "b"];\n');
  expect(subjects()).toEqual(["Add b"]);
  expect(calls().filter((call) => call.startsWith("done"))).toHaveLength(2);
});

it("mends what a gate found, also when it died in the middle of that", async () => {
  const script = {
    steps: [{ edit: "n.txt", write: "wrong\n" }, ...SUBMIT],
    fix: [
      { edit: "n.txt", replace: "wrong", with: "right" },
      { crash: 1, when: { attempt: 2 } },
      { commit: "Mend it" },
    ],
  };
  onHook(script);
  await runAgent();
  onHook(script, { attempt: 2, sentBack: "The gate t is red." });
  expect((await runAgent()).code).toBe(1);
  onHook(script, { attempt: 3, sentBack: "The gate t is red." });
  expect((await runAgent()).code).toBe(0);
  expect(readFileSync(at("wt", "n.txt"), "utf8")).toBe("right\n");
  expect(git(at("wt"), "status", "--porcelain")).toBe("");
});

it("writes an item without a script down as a note", async () => {
  onHook("Make it nice.");
  expect((await runAgent()).code).toBe(0);
  expect(readFileSync(at("wt", "notes", "shop-1.md"), "utf8")).toContain("# Add to the list\n\nItem shop-1.");
  expect(subjects()).toEqual(["Note down shop-1: Add to the list"]);
});

/** The agent in a terminal; `until` resolves when its output matches. */
function inTerminal() {
  const env = { ...ENV, PATH: `${root}${delimiter}${ENV.PATH}` };
  const pty = spawnPty(process.execPath, [ENTRY, "Begin now."], { cwd: at("wt"), env, cols: 80, rows: 24 });
  let seen = "";
  let waiting: { pattern: RegExp; resolve: () => void } | undefined;
  const check = () => {
    if (waiting !== undefined && waiting.pattern.test(seen)) {
      waiting.resolve();
      waiting = undefined;
    }
  };
  pty.onData((data) => {
    seen += data;
    check();
  });
  return {
    type: (text: string) => {
      pty.write(text);
    },
    /** From here on, what came before counts no more. */
    forget: () => {
      seen = "";
    },
    until: (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        waiting = { pattern, resolve };
        check();
      }),
    ended: new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode))),
  };
}

it("stalls silently at its prompt until something is typed", async () => {
  onHook({ steps: [ADD_B, { stall: "nudged" }, ...SUBMIT] });
  const terminal = inTerminal();
  await terminal.until(/\u001b\]0;✳ Add to the list/);
  expect(calls()).toEqual(["hook --json"]);
  terminal.type("\u001b[200~Are you still there?\u001b[201~\r");
  expect(await terminal.ended).toBe(0);
  expect(subjects()).toEqual(["Add b"]);
});

it("asks for help at its prompt when its script cannot be used, and looks again when spoken to", async () => {
  onHook({ steps: [{ dance: true }] });
  const terminal = inTerminal();
  await terminal.until(/I need help: The script cannot be used[\s\S]*✳/);
  onHook({ steps: [ADD_B, ...SUBMIT] });
  terminal.type("try again\r");
  expect(await terminal.ended).toBe(0);
});

it("lets itself be interrupted, answers, and leaves on Ctrl-C twice", async () => {
  onHook({ steps: [{ loop: 1_000_000 }, { submit: true }] });
  const terminal = inTerminal();
  await terminal.until(/look at that again/);
  terminal.type("hello\r");
  await terminal.until(/Noted/);
  terminal.type("\u001b");
  await terminal.until(/Interrupted/);
  terminal.type("on you go\r");
  await terminal.until(/I go on/);
  terminal.type("\u0003");
  await terminal.until(/Ctrl-C again/);
  terminal.type("\u0003");
  expect(await terminal.ended).toBe(130);
});

it("prints heavily without falling over", async () => {
  onHook({ steps: [{ print: 2_000 }, ADD_B, ...SUBMIT] });
  appendFileSync(at("calls"), "");
  const { code, out } = await runAgent();
  expect(code).toBe(0);
  expect(out.length).toBeGreaterThan(2_000_000);
});
