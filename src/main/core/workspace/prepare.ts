import { access, constants, lstat, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { exists, isMissing } from "../platform/fs/exists.ts";
import { makeFolder } from "../platform/fs/make-folder.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";

export type PrepareFailure = Failure<"no-workspace" | "not-a-workspace" | "workspace-not-writable">;

/** Holds everything that is Drover's own in a workspace, and marks it as one. */
export const HOME = ".drover";

/**
 * Makes sure that a folder is a workspace and answers its path without symbolic links. With `create`, a folder that is
 * missing or empty becomes one; a folder with other things in it never does.
 */
export async function prepareWorkspace(folder: string, create: boolean): Promise<Result<string, PrepareFailure>> {
  const place = path.resolve(folder);
  try {
    const found = await lstat(place).catch(missing);
    if (found === undefined) {
      if (!create) return none(place);
      await makeFolder(place);
    } else if (!(await isFolder(place))) {
      return fail("not-a-workspace", `${place} is a file, so that no workspace can be made there.`, {
        remedy: "Choose another folder.",
      });
    } else if (!(await exists(path.join(place, HOME)))) {
      const [other] = await readdir(place);
      if (other !== undefined) {
        return fail(
          "not-a-workspace",
          `${place} is no workspace, and there are other things in it, such as ${JSON.stringify(other)}.`,
          {
            remedy: "Choose an empty folder or a new one: drover init PATH",
          },
        );
      }
      if (!create) return none(place);
    }
    await createPrivateDirectory(path.join(place, HOME));
    return ok(await realpath(place));
  } catch (error) {
    const reason = (await whyNotWritable(place)) ?? (error instanceof Error ? error.message : String(error));
    return fail("workspace-not-writable", `No workspace can be made at ${place}: ${reason}`, {
      remedy: "Choose a folder that you may write to, with free space.",
    });
  }
}

function none(place: string) {
  return fail("no-workspace", `There is no workspace at ${place}.`, { remedy: `Make one with: drover init ${place}` });
}

/** What the nearest folder that is there says. Node's recursive mkdir calls a read-only file system a missing folder. */
async function whyNotWritable(place: string): Promise<string | undefined> {
  for (let at = place; ; at = path.dirname(at)) {
    try {
      await access(at, constants.W_OK);
      return undefined;
    } catch (error) {
      if (!isMissing(error) || path.dirname(at) === at) return error instanceof Error ? error.message : String(error);
    }
  }
}

/** A link to a folder is one. */
async function isFolder(place: string): Promise<boolean> {
  return (await lstat(await realpath(place))).isDirectory();
}

function missing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
