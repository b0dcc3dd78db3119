import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type DeepLink, parseDeepLink } from "../../shared/desktop/deep-link.ts";

/** What the user asked for when the app was started, or started again. */
export interface LaunchArguments {
  readonly workspace: string | undefined;
  /** Start the demo at once. */
  readonly demo: boolean;
  /** What a link, a click on which started the app, leads to. */
  readonly link: DeepLink | undefined;
  /** A file of items that was opened. Not yet looked at. */
  readonly file: string | undefined;
}

/** Ending of the files that are ours to open, as electron-builder.yml tells the system. */
const FILE_ENDING = ".drover";

/**
 * Reads what follows the app's own path. Chromium's switches, and what desktops add when they start an app, are passed over:
 * a window that does not open for a word nobody reads would be worse. A link is untrusted: it may choose among workspaces
 * that there are, and makes none.
 */
export function parseLaunchArguments(args: readonly string[]): LaunchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { workspace: { type: "string" }, demo: { type: "boolean" } },
  });
  const { workspace, demo } = values;
  const link = positionals.map(parseDeepLink).find((one) => one !== undefined);
  const given = typeof workspace === "string" && workspace !== "" ? workspace : undefined;
  return {
    workspace: given ?? (link?.workspace !== undefined && isWorkspace(link.workspace) ? link.workspace : undefined),
    demo: demo === true,
    link,
    file: positionals.find((one) => one.toLowerCase().endsWith(FILE_ENDING)),
  };
}

function isWorkspace(folder: string): boolean {
  return existsSync(path.join(folder, ".drover"));
}

/**
 * Where Chromium keeps what belongs to the window of that workspace. One app runs per such folder, so that two workspaces
 * can be open at once, and one of them never twice.
 */
export function profileFolder(appData: string, workspace: string): string {
  return path.join(appData, "drover", hash("sha256", workspace).slice(0, 16));
}
