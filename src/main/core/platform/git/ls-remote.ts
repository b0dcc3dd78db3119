import type { Git, ObjectId } from "./git.ts";
import { branchOfRef, refName } from "./ref-name.ts";
import { REMOTE_REASONS, remoteFailure, type RemoteFailure } from "./remote-failure.ts";

export type RemoteRefs =
  | {
      readonly kind: "listed";
      /** The branch its HEAD names, where it says so; one without commits is not told by all servers. */
      readonly head: string | undefined;
      /** By full name. */
      readonly refs: ReadonlyMap<string, ObjectId>;
    }
  | RemoteFailure;

/** What another repository has, without fetching any of it. `cwd` is a repository whose configuration only Drover writes. */
export async function listRemote(
  git: Git,
  {
    cwd,
    url,
    signal,
    timeoutMs = 60_000,
  }: { readonly cwd: string; readonly url: string; readonly signal?: AbortSignal; readonly timeoutMs?: number },
): Promise<RemoteRefs> {
  const outcome = await git.run(["ls-remote", "--symref", "--end-of-options", url], {
    cwd,
    timeoutMs,
    expect: REMOTE_REASONS,
    ...(signal === undefined ? {} : { signal }),
  });
  if (outcome.reason !== undefined) return remoteFailure(outcome.reason, outcome.stderr);
  let head: string | undefined;
  const refs = new Map<string, ObjectId>();
  for (const line of outcome.stdout.toString().split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    if (value.startsWith("ref: ") && name === "HEAD") head = branchOfRef(value.slice("ref: ".length));
    else if (name !== "" && name !== "HEAD" && !name.endsWith("^{}")) refs.set(name, value);
  }
  return { kind: "listed", head, refs };
}

/** What one ref names there; undefined when it is not there. */
export async function remoteCommit(
  git: Git,
  { cwd, url, ref }: { readonly cwd: string; readonly url: string; readonly ref: string },
): Promise<{ readonly kind: "seen"; readonly commit: ObjectId | undefined } | RemoteFailure> {
  const outcome = await git.run(["ls-remote", "--end-of-options", url, refName(ref)], {
    cwd,
    timeoutMs: 60_000,
    expect: REMOTE_REASONS,
  });
  if (outcome.reason !== undefined) return remoteFailure(outcome.reason, outcome.stderr);
  const lines = outcome.stdout.toString().split("\n");
  return { kind: "seen", commit: lines.find((line) => line.endsWith(`\t${ref}`))?.split("\t", 1)[0] };
}
