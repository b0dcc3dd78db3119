import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { DeepLink } from "../../shared/desktop/deep-link.ts";
import type { DesktopCommand } from "../../shared/desktop/desktop-api.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";

/** What the import dialog takes; more is for the command line. */
const LARGEST_BYTES = 20 * 1024 * 1024;

/** What to do about a link. It was clicked anywhere, so that it leads somewhere and does nothing. */
export function commandOfLink(link: DeepLink, workspace: string): Result<DesktopCommand | undefined> {
  if (link.workspace !== undefined && path.resolve(link.workspace) !== workspace) {
    return fail(
      "other-workspace",
      `This link leads into the workspace ${link.workspace}; this window shows ${workspace}.`,
      {
        remedy: "Start Drover there, and follow the link again.",
      },
    );
  }
  return ok(link.about === undefined ? undefined : { kind: "show", about: link.about });
}

/** Reads a file that was opened with Drover, for the import dialog: nothing is taken over before the user says so. */
export async function commandOfFile(file: string): Promise<Result<DesktopCommand>> {
  const name = path.basename(file);
  try {
    const found = await stat(file);
    // A pipe or a device would be read without end.
    if (!found.isFile()) return fail("unreadable", `${file} is no file but a folder or a device.`);
    const { size } = found;
    if (size > LARGEST_BYTES) {
      return fail("too-large", `${name} has more than ${LARGEST_BYTES / 1024 / 1024} MB.`, {
        remedy: `Run \`drover import ${name}\`.`,
      });
    }
    // What is in it is said by its lines; this is how files of such lines are called.
    return ok({ kind: "import", name: `${name}.jsonl`, text: await readFile(file, "utf8") });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail("unreadable", `${file} cannot be read: ${why}`);
  }
}
