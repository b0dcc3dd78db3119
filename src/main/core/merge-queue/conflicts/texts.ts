import type { OutputOf } from "../../../../shared/contract/contract.ts";
import type { ConflictFile } from "../../../../shared/model/submission.ts";
import type { Git } from "../../platform/git/git.ts";
import {
  CONFLICT_TEXT_BYTES,
  type ConflictFacts,
  type MergeRepository,
  type SideText,
} from "../repository/repository.ts";

type Texts = NonNullable<OutputOf<"mq.conflict">["texts"]>;
type Side = Texts["base"];

export interface ConflictTextDeps {
  readonly git: Git;
  readonly repository: Pick<MergeRepository, "conflictTexts">;
  vaultOf(project: string): string;
}

/** The texts of a conflicting file: of the three sides, and as far as git could merge them, with its marks. */
export async function readTexts(
  { git, repository, vaultOf }: ConflictTextDeps,
  project: string,
  { conflict, file }: { readonly conflict: Pick<ConflictFacts, "tree">; readonly file: ConflictFile },
): Promise<Texts> {
  const cwd = vaultOf(project);
  const [{ base, ours, theirs }, merged] = await Promise.all([
    repository.conflictTexts(project, file),
    readMerged(git, cwd, `${conflict.tree}:${file.path}`),
  ]);
  return { base: told(base), ours: told(ours), theirs: told(theirs), merged };
}

async function readMerged(git: Git, cwd: string, name: string): Promise<Side> {
  const { exitCode, stdout } = await git.run(["cat-file", "blob", name], { cwd, okCodes: [0, 128] });
  if (exitCode !== 0) return NONE;
  const isBinary = stdout.subarray(0, 8_000).includes(0);
  if (isBinary) return { exists: true, isBinary, bytes: stdout.length, isTruncated: false };
  const isTruncated = stdout.length > CONFLICT_TEXT_BYTES;
  const text = stdout.subarray(0, CONFLICT_TEXT_BYTES).toString();
  return { exists: true, isBinary, bytes: stdout.length, text, isTruncated };
}

const NONE: Side = { exists: false, isBinary: false, bytes: 0, isTruncated: false };

function told(side: SideText | undefined): Side {
  switch (side?.kind) {
    case undefined:
      return NONE;
    case "binary":
      return { exists: true, isBinary: true, bytes: side.bytes, isTruncated: false };
    case "submodule": {
      const text = `Subproject commit ${side.commit}\n`;
      return { exists: true, isBinary: false, bytes: text.length, text, isTruncated: false };
    }
    case "text":
      return {
        exists: true,
        isBinary: false,
        bytes: Buffer.byteLength(side.text),
        text: side.text,
        isTruncated: side.truncated,
      };
  }
}
