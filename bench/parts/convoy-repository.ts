import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const FILES_PER_FOLDER = 100;
const FILE_BYTES = 600;

/** A bare repository with that many files in one commit on `main`. Answers its path. */
export async function makeOrigin(folder: string, files: number): Promise<string> {
  const path = join(folder, "origin.git");
  await promisify(execFile)("git", ["init", "--quiet", "--bare", "--initial-branch=main", path]);
  const message = "Begin";
  const parts = [
    `commit refs/heads/main\ncommitter Bench <bench@example.org> 1700000000 +0000\ndata ${message.length}\n${message}\n`,
  ];
  for (let i = 0; i < files; i += 1) {
    const text = `file ${i}\n`.padEnd(FILE_BYTES, "lorem ipsum\n");
    parts.push(`M 100644 inline src/${Math.floor(i / FILES_PER_FOLDER)}/file-${i}.txt\ndata ${text.length}\n${text}\n`);
  }
  const importing = promisify(execFile)("git", ["fast-import", "--quiet"], { cwd: path });
  importing.child.stdin?.end(parts.join(""));
  await importing;
  return path;
}
