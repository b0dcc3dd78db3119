import { type Git, GitError, type ObjectId } from "./git.ts";
import { type CommitObject, writeCommit } from "./objects.ts";

/** How the user signs: settings of their own, for a git that is told no others. */
export interface Signing {
  readonly config: readonly string[];
}

export type SignedCommit =
  | { readonly kind: "written"; readonly commit: ObjectId }
  /** No key, no agent that has it, a question that nobody answered. Nothing was written. */
  | { readonly kind: "unsigned"; readonly reason: string };

/** What git goes by where nothing is set. A repository's own settings must not choose the program that is run, or the key. */
const DEFAULTS: Readonly<Record<string, string>> = {
  "user.signingkey": "",
  "gpg.format": "openpgp",
  "gpg.program": "gpg",
  "gpg.openpgp.program": "gpg",
  "gpg.x509.program": "gpgsm",
  "gpg.ssh.program": "ssh-keygen",
  "gpg.ssh.defaultkeycommand": "",
};
/** A passphrase may be asked for on the desktop; nobody may be there to answer. */
const SIGN_LIMIT_MS = 60_000;

/** Reads them from the user's global configuration alone. */
export async function readSigning(git: Git, cwd: string): Promise<Signing> {
  const asked = await git.run(
    ["config", "--global", "--includes", "-z", "--get-regexp", String.raw`^(user\.signingkey|gpg\..*)$`],
    {
      cwd,
      okCodes: [0, 1, 128],
    },
  );
  const settings = { ...DEFAULTS };
  if (asked.exitCode === 0) {
    for (const entry of asked.stdout.toString().split("\0")) {
      const feed = entry.indexOf("\n");
      const key = entry.slice(0, feed).toLowerCase();
      if (key in DEFAULTS) settings[key] = entry.slice(feed + 1);
    }
  }
  // The older name of the same setting.
  if (settings["gpg.openpgp.program"] === "gpg") settings["gpg.openpgp.program"] = settings["gpg.program"] ?? "gpg";
  const told = Object.entries(settings).filter(([, value]) => value !== "");
  return { config: told.flatMap(([key, value]) => ["-c", `${key}=${value}`]) };
}

/** Writes a commit, signed where `signing` is given. */
export async function writeSignedCommit(
  git: Git,
  repository: string,
  { signing, ...commit }: CommitObject & { readonly signing: Signing | undefined },
): Promise<SignedCommit> {
  if (signing === undefined) return { kind: "written", commit: await writeCommit(git, repository, commit) };
  try {
    const options = { config: signing.config, flags: ["-S"], timeoutMs: SIGN_LIMIT_MS };
    return { kind: "written", commit: await writeCommit(git, repository, commit, options) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const said = error.stderr.trim();
    return { kind: "unsigned", reason: said === "" ? "The program that signs did not answer." : said };
  }
}
