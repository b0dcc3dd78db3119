import { realpath } from "node:fs/promises";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Repository, describeRepository } from "../platform/git/describe-repository.ts";
import type { Git } from "../platform/git/git.ts";
import { type HistoryGap, historyGap } from "../platform/git/history-gaps.ts";
import { listWorktrees } from "../platform/git/list-worktrees.ts";
import { listRemote } from "../platform/git/ls-remote.ts";
import { branchOfRef } from "../platform/git/ref-name.ts";
import { hasSecret, parseSource } from "./source.ts";
import { type ReadFile, suggestGates } from "./suggest-gates.ts";

export type InspectFailure = Failure<"not-found" | "not-a-repository" | "empty-repository" | "unreachable">;
export type Inspection = Omit<OutputOf<"project.inspect">, "suggestedName">;

/** Looks at a path or URL without changing anything there. `home` is a repository of ours, from where git asks. */
export async function inspect(git: Git, home: string, typed: string): Promise<Result<Inspection, InspectFailure>> {
  const source = parseSource(typed, process.cwd());
  if (source === undefined) {
    return fail("not-found", `${JSON.stringify(typed)} is neither a path nor a URL.`, {
      remedy: "Give the path of a repository, or the URL you would clone.",
    });
  }
  return source.kind === "url" ? inspectUrl(git, home, source.url) : inspectPath(git, source.path);
}

async function inspectPath(git: Git, folder: string): Promise<Result<Inspection, InspectFailure>> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) {
    return fail("not-found", `There is nothing at ${folder}.`, {
      remedy: "Check the path; it is looked for on the machine where Drover runs.",
    });
  }
  const found = await describeRepository(git, real);
  switch (found.kind) {
    case "not-a-folder":
      return fail("not-a-repository", `${folder} is a file, not a repository.`, {
        remedy: "Give the folder of the repository.",
      });
    case "not-a-repository":
      return fail("not-a-repository", `${folder} is not a git repository.`, {
        remedy: `Make it one: git init ${JSON.stringify(folder)}, and commit something.`,
      });
    case "untrusted":
      return fail("not-a-repository", `${folder} belongs to another user, so that git does not trust it.`, {
        remedy: found.remedy,
      });
    case "repository":
      break;
  }
  if (found.branches.length === 0) {
    return fail("empty-repository", `${folder} has no commits yet, so that there is nothing to branch from.`, {
      remedy: "Commit something there first.",
    });
  }
  const gap = await historyGap(git, found.root);
  if (gap !== undefined) return incomplete(folder, gap);
  const target = chooseTarget(found.branches, found.branch);
  const read: ReadFile = async (file) => {
    const { exitCode, stdout } = await git.run(["cat-file", "blob", `refs/heads/${target}:${file}`], {
      cwd: found.root,
      okCodes: "any",
    });
    return exitCode === 0 ? stdout.toString() : undefined;
  };
  return ok({
    origin: found.root,
    branches: [...found.branches],
    target,
    landing: "local",
    checkedOut: await checkedOutIn(git, found.root),
    remarks: await remarksOn(found, read),
    suggestedGates: await suggestGates(read),
  });
}

/** Merging needs all of the history, and vaults are made of what the origin has. */
function incomplete(folder: string, gap: HistoryGap): Result<never, InspectFailure> {
  if (gap.kind === "shallow") {
    return fail(
      "not-a-repository",
      `${folder} is a shallow clone: its history is cut off, and nothing can be merged with it.`,
      {
        remedy: `Complete it: git -C ${JSON.stringify(folder)} fetch --unshallow`,
      },
    );
  }
  return fail("not-a-repository", `${folder} is a partial clone: it has left contents at ${gap.from}.`, {
    remedy: "Add the project by that URL, or clone it without --filter.",
  });
}

async function inspectUrl(git: Git, home: string, url: string): Promise<Result<Inspection, InspectFailure>> {
  if (hasSecret(url)) {
    return fail(
      "unreachable",
      "The URL holds a password or token, which the ledger would keep for everybody to read.",
      {
        remedy: "Leave it out, and let an ssh key or git's credential helper answer.",
      },
    );
  }
  const remote = await listRemote(git, { cwd: home, url });
  switch (remote.kind) {
    case "auth":
      return fail("unreachable", `${url} wants credentials that git did not find: ${remote.reason}`, {
        remedy: "Make `git ls-remote` of it work in a terminal first: an ssh key, or a credential helper.",
      });
    case "unreachable":
      return fail("unreachable", `${url} cannot be reached: ${remote.reason}`, {
        remedy: "Check the address and the network.",
      });
    case "not-found":
      return fail("not-a-repository", `There is no repository at ${url}: ${remote.reason}`, {
        remedy: "Check the address.",
      });
    case "listed":
      break;
  }
  const branches = [...remote.refs.keys()].map(branchOfRef).filter((branch) => branch !== undefined);
  if (branches.length === 0) {
    return fail("empty-repository", `${url} has no branches yet.`, { remedy: "Push something there first." });
  }
  return ok({
    origin: url,
    branches,
    target: chooseTarget(branches, remote.head),
    landing: "push",
    checkedOut: [],
    remarks: ["Its files are looked at when it is added: gates are suggested then."],
    suggestedGates: [],
  });
}

/** What work usually lands on; the current branch where no such name is there. */
function chooseTarget(branches: readonly string[], current: string | undefined): string {
  const usual = ["main", "master", "trunk", "develop"].find((name) => branches.includes(name));
  if (current !== undefined && current === usual) return current;
  return usual ?? (current !== undefined && branches.includes(current) ? current : (branches[0] ?? "main"));
}

/** In its main work tree, and in those that are linked to it. */
async function checkedOutIn(git: Git, root: string): Promise<string[]> {
  const worktrees = await listWorktrees(git, root);
  return worktrees.flatMap(({ branch, isBare }) => (branch === undefined || isBare ? [] : [branch]));
}

async function remarksOn(found: Repository, read: ReadFile): Promise<string[]> {
  const remarks: string[] = [];
  if (found.isDirty) {
    remarks.push("It has uncommitted changes. They are left alone and are no part of the agents' work.");
  }
  if (!found.isBare && found.branch === undefined) remarks.push("Its HEAD is detached; that is left as it is.");
  if ((await read(".gitmodules")) !== undefined) {
    remarks.push("It has submodules; agents' worktrees do not fill them by themselves.");
  }
  if ((await read(".gitattributes"))?.includes("filter=lfs")) {
    remarks.push("It uses Git LFS; agents see pointer files unless git-lfs is installed for them.");
  }
  return remarks;
}
