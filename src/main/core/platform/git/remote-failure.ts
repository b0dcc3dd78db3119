import type { GitReason } from "./git-reason.ts";

/** What may be wrong with another repository that git was to talk to. */
export type RemoteFailure =
  /** It wants a password, key or token that git did not find by itself. */
  | { readonly kind: "auth"; readonly reason: string }
  | { readonly kind: "unreachable"; readonly reason: string }
  /** Nothing there is a repository, or one that may be read. */
  | { readonly kind: "not-found"; readonly reason: string };

/** Reasons that `remoteFailure` turns into an outcome. */
export const REMOTE_REASONS = [
  "auth-failed",
  "unreachable",
  "not-a-repository",
  "dubious-ownership",
] as const satisfies readonly GitReason[];

export function remoteFailure(reason: GitReason, stderr: string): RemoteFailure {
  const said = lastWords(stderr);
  if (reason === "auth-failed") return { kind: "auth", reason: said };
  return { kind: reason === "unreachable" ? "unreachable" : "not-found", reason: said };
}

/** Git's own lines of complaint, without progress and hints; without passwords that stand in URLs. */
export function lastWords(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter((line) => /^(?:fatal|error|remote|ERROR|ssh|.*: Permission denied)/.test(line));
  return withoutSecrets((lines.length > 0 ? lines.join("\n") : stderr.trim()).slice(0, 1_000));
}

/** `https://user:secret@host/` → `https://host/` */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, "$1");
}
