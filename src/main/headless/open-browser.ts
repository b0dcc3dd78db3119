import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

export interface OpenBrowserDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Opens an address in the user's browser if there is one. Answers whether one was started; never fails. */
export function openBrowser(address: string, { env, platform }: OpenBrowserDeps): boolean {
  const opener = openerOf(platform, env);
  if (opener === undefined) return false;
  const child = spawn(opener.file, [...opener.args, address], { stdio: "ignore", detached: true });
  // Started or not, the address was printed.
  child.on("error", () => {});
  child.unref();
  return true;
}

function openerOf(platform: NodeJS.Platform, env: OpenBrowserDeps["env"]) {
  if (platform === "darwin") return { file: "/usr/bin/open", args: [] };
  if (platform === "win32") return { file: "rundll32.exe", args: ["url.dll,FileProtocolHandler"] };
  // Without a display xdg-open would start a browser for terminals, in the middle of ours.
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return undefined;
  const file = findOnPath("xdg-open", env["PATH"] ?? "");
  return file === undefined ? undefined : { file, args: [] };
}

function findOnPath(name: string, searched: string): string | undefined {
  return searched
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
