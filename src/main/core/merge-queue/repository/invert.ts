import { revertRange } from "../../platform/git/revert.ts";
import { resolveCommit } from "../../platform/git/resolve.ts";
import { readSigning } from "../../platform/git/signing.ts";
import { type PrepareDeps, whyUnsigned } from "./prepare.ts";
import { landedFrom } from "../pull-request/landed-share.ts";
import type { Inversion, Landed } from "./repository.ts";

/** As `MergeRepository.invert`: one commit on top of `onto` that undoes a landing. Writes objects only. */
export async function invertLanding(deps: PrepareDeps, landed: Landed, onto: string): Promise<Inversion> {
  const { git, vault, sign, attributes, committer } = deps;
  const from = landed.from ?? (await shareOf(deps, landed));
  if (from === undefined) {
    const reason = `It is no longer known what of ${landed.to} was its share. Undo it by hand: git revert ${landed.to}`;
    return { kind: "impossible", reason };
  }
  const written = await revertRange(git, {
    repository: vault,
    from,
    to: landed.to,
    onto,
    title: landed.title,
    trailer: landed.note,
    author: committer,
    committer,
    attributes: await attributes.of(onto),
    signing: sign ? await readSigning(git, vault) : undefined,
  });
  switch (written.kind) {
    case "done":
      return { kind: "inverted", commit: written.head };
    case "nothing":
      return { kind: "nothing-left" };
    case "conflict":
      return { kind: "conflict", files: written.files };
    case "unsigned":
      return { kind: "impossible", reason: whyUnsigned(written.reason) };
  }
}

async function shareOf({ git, vault }: PrepareDeps, { base, tip, to }: Landed): Promise<string | undefined> {
  if ((await resolveCommit(git, vault, tip)) === undefined) return undefined;
  return landedFrom(git, vault, { onto: base, commit: tip, merged: to });
}
