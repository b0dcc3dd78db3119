import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { refName } from "./ref-name.ts";
import { REMOTE_REASONS, remoteFailure, type RemoteFailure } from "./remote-failure.ts";

export interface FetchRequest {
  /** The bare repository that gets it: one whose configuration only Drover writes. */
  readonly into: string;
  /** URL or absolute path. */
  readonly from: string;
  /** As in `+refs/heads/*:refs/remotes/origin/*`. */
  readonly refspecs: readonly string[];
  /** Removes refs on the left of the refspecs that are gone on their right. */
  readonly prune?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export type FetchOutcome =
  | { readonly kind: "fetched" }
  /** A ref that was asked for by name is not there. */
  | { readonly kind: "no-such-ref" }
  | RemoteFailure;

export async function fetchRefs(git: Git, request: FetchRequest): Promise<FetchOutcome> {
  const { into, from, refspecs, prune = false, signal, timeoutMs } = request;
  const flags = [
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    ...(prune ? ["--prune"] : []),
  ];
  const outcome = await git.run(["fetch", ...flags, "--end-of-options", from, ...refspecs], {
    cwd: into,
    expect: [...REMOTE_REASONS, "unknown-revision"],
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  if (outcome.reason === undefined) return { kind: "fetched" };
  if (outcome.reason === "unknown-revision") return { kind: "no-such-ref" };
  return remoteFailure(outcome.reason, outcome.stderr);
}

export interface KeepRequest {
  /** The repository on this machine that has the commit, e.g. the agents' clone. */
  readonly from: string;
  /** The vault. */
  readonly into: string;
  readonly commit: ObjectId;
  /** Full name of a ref in the vault that is not there yet, or names this commit already. */
  readonly ref: string;
  /** Whether objects and ref are synced to disk before it resolves. */
  readonly durable?: boolean;
}

/** Git syncs packs by itself, and neither loose objects nor refs. */
const DURABLE = ["-c", "core.fsync=committed,loose-object,reference"] as const;

/** `ref-taken`: the ref names another commit, which stays. */
export type KeepOutcome =
  | { readonly kind: "kept" }
  | { readonly kind: "no-such-commit" }
  | { readonly kind: "ref-taken" };

/** Copies a commit with all it is made of from one repository on this machine into another and gives it a name there. */
export async function keepCommit(git: Git, request: KeepRequest): Promise<KeepOutcome> {
  const { from, into, commit, ref, durable = false } = request;
  const refspec = `${objectId(commit)}:${refName(ref)}`;
  const flags = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"];
  const config = ["-c", "protocol.version=2", ...(durable ? DURABLE : [])];
  const outcome = await git.run([...config, "fetch", ...flags, "--end-of-options", from, refspec], {
    cwd: into,
    // Nothing in either repository's configuration may lead elsewhere.
    env: { GIT_ALLOW_PROTOCOL: "file" },
    okCodes: [0, 1],
    expect: ["unknown-revision"],
  });
  if (outcome.reason !== undefined) return { kind: "no-such-commit" };
  if (outcome.exitCode === 0) return { kind: "kept" };
  const named = await git.run(["for-each-ref", "--format=%(objectname)", refName(ref)], { cwd: into });
  return { kind: named.stdout.toString().trim() === commit ? "kept" : "ref-taken" };
}
