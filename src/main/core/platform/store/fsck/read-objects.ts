import type { Repository, TreeFile } from "../git-access.ts";
import type { Report } from "./report.ts";

/** Larger files are no work of Drover's, and would fill the memory. */
const MAX_FILE_BYTES = 48 * 1024 * 1024;
/** Files asked for one by one where git gave up on all of them together: enough to see how bad it is. */
const MAX_SINGLE = 200;

/** Contents of files, in their order; what is missing, damaged or far too large is reported and left out. */
export async function* readObjects(
  repository: Repository,
  files: readonly TreeFile[],
  report: Report,
): AsyncGenerator<{ readonly file: TreeFile; readonly content: Buffer }> {
  const bearable = files.filter((file) => {
    if (file.size <= MAX_FILE_BYTES) return true;
    report.add("L10", file.path, `The file has ${file.size} bytes and was not read.`);
    return false;
  });
  let read = 0;
  try {
    for await (const { file, content } of repository.blobs(bearable)) {
      read += 1;
      if (content === undefined) missing(file, report);
      else yield { file, content };
    }
    return;
  } catch {
    // Git ends at an object that is damaged: then each is asked for by itself, to tell which.
  }
  const rest = bearable.slice(read);
  for (const file of rest.slice(0, MAX_SINGLE)) {
    const shown = await single(repository, file);
    if (typeof shown === "string") report.add("L3", file.path, `${file.path} is damaged: ${shown}`);
    else if (shown === undefined) missing(file, report);
    else yield { file, content: shown };
  }
  if (rest.length > MAX_SINGLE) report.add("L3", "branch", `${rest.length - MAX_SINGLE} more files were not read.`);
}

async function single(repository: Repository, file: TreeFile): Promise<Buffer | string | undefined> {
  try {
    for await (const { content } of repository.blobs([file])) return content;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function missing(file: TreeFile, report: Report): void {
  report.add("L3", file.path, `The object ${file.oid} of ${file.path} is missing.`);
}
