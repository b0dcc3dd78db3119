import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";

/*
 * What stands in for GitHub and GitLab, which cannot be signed in to from a test: pull requests in a file, commits in a real repository.
 * `github-stand-in.ts` and `gitlab-stand-in.ts` answer about it as `gh api` and `glab api` do, each in its forge's own JSON.
 */

export interface StandInCheck {
  readonly name: string;
  readonly state: "success" | "failure" | "pending" | "cancelled";
  readonly required?: boolean;
  readonly log?: string;
}

export interface StandInReview {
  readonly by: string;
  readonly verdict: "changes" | "approved";
  readonly text: string;
  readonly sha: string;
  readonly at: number;
  readonly comments: readonly { readonly path: string; readonly line: number; readonly text: string }[];
}

export interface StandInPull {
  readonly number: number;
  readonly branch: string;
  target: string;
  title: string;
  body: string;
  state: "open" | "merged" | "closed";
  merged?: string;
  /** Heads it has had, newest last. */
  versions: { readonly sha: string; readonly at: number }[];
  reviews: StandInReview[];
  comments: string[];
}

export interface StandInState {
  /** Bare repository. */
  readonly origin: string;
  pulls: StandInPull[];
  /** By commit. */
  checks: Record<string, StandInCheck[]>;
  rules: {
    readonly review?: boolean;
    readonly upToDate?: boolean;
    readonly methods?: readonly ("merge" | "rebase" | "squash")[];
  };
  /** Refuses so many calls more: what goes to standard error, and the exit code. */
  refuse?: { readonly text: string; readonly code: number; readonly body?: string; times: number };
  /** Answers this to everything, as a tool of another time might. */
  garbage?: string;
  calls: { readonly tool: string; readonly method: string; readonly path: string; readonly host?: string }[];
}

export interface StandInCall {
  readonly tool: string;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer, or the status with which the forge says no. */
export type StandInAnswer =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** Runs as the tool: reads its arguments, answers, ends the process as it does. */
export function serveStandIn(answer: (state: StandInState, call: StandInCall) => StandInAnswer): void {
  const file = process.env["FORGE_STATE"] ?? "";
  const unlock = lock(`${file}.lock`);
  const state = JSON.parse(readFileSync(file, "utf8")) as StandInState;
  const call = readCall();
  state.calls.push(call.host === undefined ? pick(call) : { ...pick(call), host: call.host });
  const { refuse } = state;
  const isRefused = refuse !== undefined && refuse.times > 0;
  if (isRefused) refuse.times -= 1;
  else if (state.garbage === undefined) for (const pull of state.pulls) noteVersion(state, pull);
  const said = isRefused || state.garbage !== undefined ? undefined : answer(state, call);
  writeFileSync(file, JSON.stringify(state));
  unlock();
  if (isRefused) end(refuse.body ?? "", refuse.text, refuse.code);
  else if (said === undefined) end(state.garbage ?? "", "", 0);
  else if ("json" in said) end(JSON.stringify(said.json), "", 0);
  else if ("text" in said) end(said.text, "", 0);
  else {
    const message =
      typeof said.body["message"] === "string"
        ? `${said.body["message"]} (HTTP ${said.status})`
        : `HTTP ${said.status}`;
    end(JSON.stringify(said.body), `${call.tool}: ${message}\n`, 1);
  }
}

function pick({ tool, method, path }: StandInCall) {
  return { tool, method, path };
}

function end(out: string, error: string, code: number): void {
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = code;
}

/** `api --method M [--hostname H] PATH [--header H --input -]`, as documented of both. */
function readCall(): StandInCall & { readonly host: string | undefined } {
  const [command, ...words] = process.argv.slice(2);
  if (command !== "api") throw new Error(`unknown command ${command}`);
  let [method, path, input]: [string, string, string] = ["GET", "", ""];
  let host: string | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--method") method = words.shift() ?? "";
    else if (word === "--hostname") host = words.shift();
    else if (word === "--header") words.shift();
    else if (word === "--input") {
      words.shift();
      input = readFileSync(0, "utf8");
    } else path = word;
  }
  const body = input === "" ? {} : (JSON.parse(input) as Record<string, unknown>);
  const url = new URL(`https://forge.example/${path}`);
  return { tool: process.env["STAND_IN"] ?? "", method, path, url, body, host };
}

/** A moment at a time: each call is a process of its own. */
function lock(folder: string): () => void {
  for (;;) {
    try {
      mkdirSync(folder);
      return () => {
        rmdirSync(folder);
      };
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

export function git(state: Pick<StandInState, "origin">, ...args: string[]): string {
  const identity = ["-c", "user.name=Forge", "-c", "user.email=forge@example.org"];
  return execFileSync("git", [...identity, ...args], { cwd: state.origin, encoding: "utf8", stdio: "pipe" }).trim();
}

function tryGit(state: StandInState, ...args: string[]): string | undefined {
  try {
    return git(state, ...args);
  } catch {
    return undefined;
  }
}

export function commitOf(state: StandInState, branch: string): string | undefined {
  return tryGit(state, "rev-parse", "--verify", "-q", `refs/heads/${branch}`);
}

export function headOf(pull: StandInPull): string {
  return pull.versions.at(-1)?.sha ?? "";
}

function noteVersion(state: StandInState, pull: StandInPull): void {
  const sha = pull.state === "open" ? commitOf(state, pull.branch) : undefined;
  if (sha !== undefined && sha !== headOf(pull)) pull.versions.push({ sha, at: Date.now() });
}

export function openPull(
  state: StandInState,
  wanted: Pick<StandInPull, "branch" | "target" | "title" | "body">,
): StandInPull | "exists" | "no-branch" {
  if (state.pulls.some((one) => one.branch === wanted.branch && one.state === "open")) return "exists";
  if (commitOf(state, wanted.branch) === undefined) return "no-branch";
  const pull: StandInPull = {
    ...wanted,
    number: state.pulls.length + 1,
    state: "open",
    versions: [],
    reviews: [],
    comments: [],
  };
  noteVersion(state, pull);
  state.pulls.push(pull);
  return pull;
}

export function conflicts(state: StandInState, pull: StandInPull): boolean {
  return tryGit(state, "merge-tree", "--write-tree", `refs/heads/${pull.target}`, headOf(pull)) === undefined;
}

export function isBehind(state: StandInState, pull: StandInPull): boolean {
  return tryGit(state, "merge-base", "--is-ancestor", `refs/heads/${pull.target}`, headOf(pull)) === undefined;
}

/** The newest word of each reviewer. */
export function standingReviews(pull: StandInPull): readonly StandInReview[] {
  return [...new Map(pull.reviews.map((review) => [review.by, review])).values()];
}

export function lacksReview(state: StandInState, pull: StandInPull): boolean {
  return state.rules.review === true && !standingReviews(pull).some(({ verdict }) => verdict === "approved");
}

/** Merges as a forge does: with commits of its own, but for a merge's second parent. */
export function mergePull(state: StandInState, pull: StandInPull, method: "merge" | "rebase" | "squash"): string {
  const target = `refs/heads/${pull.target}`;
  const before = git(state, "rev-parse", target);
  const head = headOf(pull);
  let merged = before;
  if (method === "rebase") {
    for (const commit of git(state, "rev-list", "--reverse", `${before}..${head}`).split("\n")) {
      const message = git(state, "log", "-1", "--format=%B", commit);
      merged = git(state, "commit-tree", `${commit}^{tree}`, "-p", merged, "-m", message);
    }
  } else {
    const tree = git(state, "merge-tree", "--write-tree", before, head).split("\n")[0] ?? "";
    const parents = method === "merge" ? ["-p", before, "-p", head] : ["-p", before];
    merged = git(state, "commit-tree", tree, ...parents, "-m", `${pull.title} (#${pull.number})`);
  }
  git(state, "update-ref", target, merged, before);
  pull.state = "merged";
  pull.merged = merged;
  return merged;
}
