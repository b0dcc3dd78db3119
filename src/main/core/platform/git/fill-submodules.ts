import path from "node:path";
import { exists } from "../fs/exists.ts";
import { type Git, GitError } from "./git.ts";
import { initBare } from "./init-bare.ts";
import { type WorktreePlace, placeEnv } from "./worktree-files.ts";

/** A large repository on a slow line, the first time. */
const LIMIT_MS = 15 * 60_000;
const MAX_REASON = 4_000;

export interface SubmodulesRequest {
  /** Has just been brought to a commit. */
  readonly place: WorktreePlace;
  /** Path or URL of the superproject's origin: what relative addresses are relative to. */
  readonly origin: string;
  /** Bare, Drover's alone, made if it is not there: has what was fetched before, whoever needed it. Nothing may be pruned in it. */
  readonly cache: string;
  readonly signal: AbortSignal;
}

/** Inside each of them, once it is at its commit. */
const TIDY_AND_KEEP =
  'git clean -ffdq && { git --git-dir="$DROVER_CACHE" cat-file -e "$sha1" 2>/dev/null || ' +
  'git --git-dir="$DROVER_CACHE" fetch -q --no-tags "$PWD" "HEAD:refs/kept/$sha1"; }';

/**
 * Checks out the submodules of a work tree, theirs included, each exactly at the commit that is written down, without what an earlier run
 * left there. Answers why that cannot be done, in git's words; undefined when it is done, or when there are none. Nothing is written
 * into the settings that the repository's work trees share. Others on this machine are fetched from only by projects that are
 * on it themselves.
 */
export async function fillSubmodules(git: Git, request: SubmodulesRequest): Promise<string | undefined> {
  const { place, origin, cache, signal } = request;
  if (!(await exists(path.join(place.path, ".gitmodules")))) return undefined;
  const where = { cwd: place.path, env: { ...placeEnv(place), DROVER_CACHE: cache } };
  try {
    await initBare(git, cache);
    const guarded = await git.guard(where);
    const config = [
      "submodule.active=.",
      ...(path.isAbsolute(origin) ? ["protocol.file.allow=always"] : []),
      ...(await absoluteUrls(git, request)),
    ].flatMap((entry) => ["-c", entry]);
    const update = ["update", "--recursive", "--force", "--jobs", "4", "--reference", cache];
    const more = { ...where, signal, timeoutMs: LIMIT_MS };
    await guarded.run([...config, "submodule", "--quiet", ...update], more);
    await guarded.run([...config, "submodule", "--quiet", "foreach", "--recursive", TIDY_AND_KEEP], more);
    return undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return (error.exitCode === null ? error.message : error.stderr.trim() || error.message).slice(-MAX_REASON);
  }
}

/** Git would take relative addresses for relative to the vault, which is the origin of the agents' clone. */
async function absoluteUrls(git: Git, { place, origin }: SubmodulesRequest): Promise<readonly string[]> {
  const asked = ["config", "-z", "--file", ".gitmodules", "--get-regexp", String.raw`^submodule\..*\.url$`];
  const { stdout } = await git.run(asked, { cwd: place.path, okCodes: [0, 1] });
  const entries = stdout.toString().split("\0");
  return entries.flatMap((entry) => {
    const [key = "", url = ""] = entry.split("\n", 2);
    // A name with `=` in it would be cut there; such a one is left to git.
    return /^\.\.?\//.test(url) && !key.includes("=") ? [`${key}=${resolveUrl(origin, url)}`] : [];
  });
}

/** As git does it: each `../` takes a part away, also of `host:path`. */
export function resolveUrl(origin: string, relative: string): string {
  let base = origin.replace(/\/+$/, "");
  let rest = relative;
  let separator = "/";
  for (;;) {
    if (rest.startsWith("./")) rest = rest.slice(2);
    else if (rest.startsWith("../")) {
      rest = rest.slice(3);
      const at = Math.max(base.lastIndexOf("/"), base.lastIndexOf(":"));
      separator = base[at] === ":" ? ":" : "/";
      base = base.slice(0, Math.max(0, at));
    } else return `${base}${separator}${rest.replace(/\/+$/, "")}`;
  }
}
