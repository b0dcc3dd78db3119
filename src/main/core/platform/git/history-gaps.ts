import type { Git } from "./git.ts";

/**
 * What keeps the whole of a repository from being copied: a `shallow` one has its history cut off, a `partial` one has left
 * contents at `from`, a URL or the name of a remote.
 */
export type HistoryGap = { readonly kind: "shallow" } | { readonly kind: "partial"; readonly from: string };

export async function historyGap(git: Git, repository: string): Promise<HistoryGap | undefined> {
  const asked = await git.run(["rev-parse", "--is-shallow-repository"], { cwd: repository });
  if (asked.stdout.toString().trim() === "true") return { kind: "shallow" };
  const promised = await git.run(["config", "-z", "--get-regexp", String.raw`^remote\..*\.promisor$`], {
    cwd: repository,
    okCodes: [0, 1],
  });
  const [name] = /^remote\.([^]*)\.promisor\ntrue\0/m.exec(promised.stdout.toString())?.slice(1) ?? [];
  if (name === undefined) return undefined;
  const url = await git.run(["config", "--get", `remote.${name}.url`], { cwd: repository, okCodes: [0, 1] });
  return { kind: "partial", from: url.stdout.toString().trim() || name };
}
