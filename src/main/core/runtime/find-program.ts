import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import path from "node:path";

/**
 * The file that a name means in the user's PATH, or that a path names; undefined when it is not there or may not be run.
 * On Windows the endings of PATHEXT are tried, so that `.cmd` shims are found.
 */
export async function findProgram(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const endings = process.platform === "win32" ? ["", ...(env["PATHEXT"] ?? ".EXE;.CMD;.BAT").split(";")] : [""];
  const isPath = program.includes("/") || program.includes(path.sep);
  const folders = isPath ? [""] : (env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    for (const ending of endings) {
      const file = isPath ? path.resolve(program + ending) : path.join(folder, program + ending);
      if (await isRunnable(file)) return file;
    }
  }
  return undefined;
}

async function isRunnable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Whatever keeps us from looking at it keeps us from running it.
    return false;
  }
}
