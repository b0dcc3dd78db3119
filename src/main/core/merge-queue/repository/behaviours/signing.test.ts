import { execFile } from "node:child_process";
import { access, chmod, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../repository.ts";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
let change: Change;
let onto: string;
beforeEach(async () => {
  place = await openMergePlace();
  change = await place.change("one", { "b.txt": "b\n" });
  onto = await place.push({ "c.txt": "c\n" });
  place.settings.sign = true;
});
afterEach(() => place[Symbol.asyncDispose]());

const saying = (part: string): unknown => expect.stringContaining(part);
const global = (key: string, value: string) => place.ask(place.user, "config", "--global", key, value);
const raw = (commit: string) => place.ask(place.vault, "cat-file", "commit", commit);

/** A key of the user's without a passphrase, as ssh makes it. */
async function sshKey(): Promise<string> {
  const file = place.repos.path("id_ed25519");
  await promisify(execFile)("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "olga@example.org", "-f", file]);
  await global("gpg.format", "ssh");
  await global("user.signingkey", file);
  return file;
}

/** A program in the place of gpg that leaves a mark and a signature of its own. */
async function gpgStandIn(name: string): Promise<string> {
  const file = place.repos.path(name);
  const lines = ["cat > /dev/null", `touch ${file}.ran`, "echo '[GNUPG:] SIG_CREATED ' >&2"];
  const signature = ["-----BEGIN PGP SIGNATURE-----", name, "-----END PGP SIGNATURE-----"];
  await writeFile(file, ["#!/bin/sh", ...lines, ...signature.map((line) => `echo '${line}'`), ""].join("\n"));
  await chmod(file, 0o755);
  return file;
}

describe("signing what is rewritten", () => {
  it("uses the user's ssh key, and the signature holds", async () => {
    const key = await sshKey();
    const commit = await place.prepared(change, onto);
    const signers = place.repos.path("signers");
    await writeFile(signers, `drover@example.org ${await readFile(`${key}.pub`, "utf8")}`);
    await place.ask(place.vault, "-c", `gpg.ssh.allowedSignersFile=${signers}`, "verify-commit", commit);
    expect(await raw(commit)).toContain("BEGIN SSH SIGNATURE");
  });

  it("uses the user's own gpg program, and not one that a repository names", async () => {
    await global("gpg.program", await gpgStandIn("own"));
    const foreign = await gpgStandIn("foreign");
    await place.ask(place.vault, "config", "gpg.program", foreign);
    await place.ask(place.vault, "config", "gpg.openpgp.program", foreign);
    expect(await raw(await place.prepared(change, onto))).toContain("BEGIN PGP SIGNATURE-----\n own");
    await expect(access(`${foreign}.ran`)).rejects.toThrow("ENOENT");
  });

  it("signs a merge that it makes, too", async () => {
    await sshKey();
    const commit = await place.prepared({ ...change, kind: "integration" }, onto);
    expect(await raw(commit)).toContain("BEGIN SSH SIGNATURE");
  });

  it("waits with the reason where the key cannot be used", async () => {
    await sshKey();
    await global("user.signingkey", place.repos.path("no-such-key"));
    expect(await place.repository.prepare("demo", change, onto)).toEqual({
      kind: "blocked",
      reason: saying("git commit -S"),
    });
  });

  it("leaves the commit of an author alone that lands as it is, with the signature it has", async () => {
    const key = await sshKey();
    const worktree = await place.work("signed", onto);
    await place.repos.write(worktree, { "d.txt": "d\n" });
    await place.ask(worktree, "add", "--all");
    const own = ["-c", "user.name=Otter", "-c", "user.email=otter@example.org", "-c", `user.signingkey=${key}`];
    await place.ask(worktree, ...own, "commit", "-q", "-S", "-m", "Signed by its author");
    const signed = await place.submit(worktree);
    expect(await place.prepared(signed, onto)).toBe(signed.tip);
    expect(await raw(signed.tip)).toContain("gpgsig");
  });

  it("is left out where the project does not ask for it: what is rewritten has no signature then", async () => {
    await sshKey();
    place.settings.sign = false;
    expect(await raw(await place.prepared(change, onto))).not.toContain("gpgsig");
  });
});
