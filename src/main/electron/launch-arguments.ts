import { hash } from "node:crypto";
import path from "node:path";
import { parseArgs } from "node:util";

/** What the user asked for when the app was started, or started again. */
export interface LaunchArguments {
  readonly workspace: string | undefined;
  /** Start the demo at once. */
  readonly demo: boolean;
}

/**
 * Reads what follows the app's own path. Chromium's switches, and what desktops add when they start an app, are passed over:
 * a window that does not open for a word nobody reads would be worse.
 */
export function parseLaunchArguments(args: readonly string[]): LaunchArguments {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { workspace: { type: "string" }, demo: { type: "boolean" } },
  });
  const { workspace, demo } = values;
  return { workspace: typeof workspace === "string" && workspace !== "" ? workspace : undefined, demo: demo === true };
}

/**
 * Where Chromium keeps what belongs to the window of that workspace. One app runs per such folder, so that two workspaces
 * can be open at once, and one of them never twice.
 */
export function profileFolder(appData: string, workspace: string): string {
  return path.join(appData, "drover", hash("sha256", workspace).slice(0, 16));
}
