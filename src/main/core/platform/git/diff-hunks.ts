import { type DiffOptions, diffCommand } from "./diff-files.ts";
import type { DiffRange } from "./diff.ts";
import type { Git } from "./git.ts";
import { objectId } from "./object-id.ts";

/** Lines that changed with some around them. */
export interface Hunk {
  /** Number of the first line on either side, from 1; 0 where that side has none. */
  readonly before: number;
  readonly after: number;
  /** What git takes for the function it is in. */
  readonly section: string;
  /** Each with what git puts before it: a space, `+`, `-` or `\`. */
  readonly lines: string[];
}

export interface FileHunks {
  readonly hunks: readonly Hunk[];
  /** It goes on. */
  readonly isTruncated: boolean;
}

export interface HunksRequest extends DiffRange, DiffOptions {
  /** Both names of one file, or its only one. */
  readonly paths: readonly string[];
  /** Lines around each change. */
  readonly context: number;
  /** What is behind that many bytes of the patch is left out. */
  readonly maxBytes: number;
}

/** How the contents of one file differ. No hunks for a binary one, and for one that was only moved. */
export async function diffHunks(git: Git, repository: string, request: HunksRequest): Promise<FileHunks> {
  const { from, to, paths, context, maxBytes } = request;
  const args = [...diffCommand(request), "--patch", "--no-color", `--unified=${context}`, objectId(from), objectId(to)];
  const { stdout } = await git.run([...args, "--", ...paths], { cwd: repository });
  const isTruncated = stdout.length > maxBytes;
  const text = isTruncated ? stdout.subarray(0, stdout.lastIndexOf(0x0a, maxBytes) + 1) : stdout;
  return { hunks: parseHunks(text.toString()), isTruncated };
}

/** Cuts the patch of one file. What stands before its first hunk says nothing that its change does not. */
export function parseHunks(patch: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let hunk: Hunk | undefined;
  /** Lines that the hunk still has on either side: among them a line that looks like a head is text. */
  let before = 0;
  let after = 0;
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    if (hunk !== undefined && (before > 0 || after > 0)) {
      const sign = line[0] ?? " ";
      if (sign !== "+" && sign !== "\\") before -= 1;
      if (sign !== "-" && sign !== "\\") after -= 1;
      hunk.lines.push(line);
      continue;
    }
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/s.exec(line);
    if (head !== null) {
      before = Number(head[2] ?? 1);
      after = Number(head[4] ?? 1);
      hunk = { before: Number(head[1]), after: Number(head[3]), section: head[5]?.trim() ?? "", lines: [] };
      hunks.push(hunk);
    } else if (line.startsWith("\\") && hunk !== undefined) {
      hunk.lines.push(line);
    }
  }
  return hunks;
}
