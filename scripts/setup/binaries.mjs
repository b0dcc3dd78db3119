// What cannot come from the package registry: git (by dugite) and Electron. Plain JavaScript that any Node since 18
// runs, since `npm install` may run on an older Node than the pinned one.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const NODE_MODULES = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../node_modules");

/** The oldest git whose plumbing Drover relies on (`merge-tree --write-tree`). */
export const OLDEST_GIT = [2, 38];

/** Where dugite keeps the git it downloads. */
export const BUNDLED_GIT_FOLDER = join(NODE_MODULES, "dugite/git");

/** @returns {string | undefined} the version of the bundled git that really runs */
export function bundledGitVersion() {
  const binary = join(BUNDLED_GIT_FOLDER, process.platform === "win32" ? "cmd/git.exe" : "bin/git");
  return existsSync(binary) ? gitVersion(binary) : undefined;
}

/** @returns {string | undefined} the version of the git on the PATH */
export function systemGitVersion() {
  return gitVersion("git");
}

/** @param {string} version @returns {boolean} */
export function isRecentGit(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_GIT;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** @returns {string | undefined} the Electron executable, when it is there to be started */
export function electronBinary() {
  const folder = join(NODE_MODULES, "electron");
  const unpacked = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  const name = readText(join(folder, "path.txt"));
  if (unpacked === undefined && name === undefined) return undefined;
  const binary = join(unpacked ?? join(folder, "dist"), name ?? platformBinary());
  return existsSync(binary) ? binary : undefined;
}

function platformBinary() {
  if (process.platform === "darwin") return "Electron.app/Contents/MacOS/Electron";
  return process.platform === "win32" ? "electron.exe" : "electron";
}

/** @param {string} binary */
function gitVersion(binary) {
  try {
    const answer = execFileSync(binary, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return /\d+\.\d+(\.\d+)?/.exec(answer)?.[0];
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
