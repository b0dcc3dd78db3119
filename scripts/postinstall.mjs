// Runs at the end of `npm install`. Fetches git and Electron where their servers answer, never fails, and says in one
// line what serves. Any Node since 18 runs it.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  BUNDLED_GIT_FOLDER,
  OLDEST_GIT,
  bundledGitVersion,
  electronBinary,
  isRecentGit,
  systemGitVersion,
} from "./setup/binaries.mjs";

const ROOT = join(BUNDLED_GIT_FOLDER, "../../..");

/** A server that has not answered by then is taken for unreachable. */
const ANSWER_MS = 4000;
/** About 40 MB and 120 MB, at one megabyte a second and with some patience. */
const GIT_DOWNLOAD_MS = 120_000;
const ELECTRON_DOWNLOAD_MS = 300_000;

const downloads = [];
const missing = { git: bundledGitVersion() === undefined, electron: electronBinary() === undefined };
if (missing.git || missing.electron) {
  const online = await answers("https://github.com");
  const mirrored = Object.keys(process.env).some((name) => /^(npm_config_)?electron_mirror$/i.test(name));
  if (missing.git && online) downloads.push(run("node_modules/dugite/script/download-git.js", GIT_DOWNLOAD_MS));
  if (missing.electron && (online || mirrored)) {
    downloads.push(run("node_modules/electron/install.js", ELECTRON_DOWNLOAD_MS));
  }
}
await Promise.all(downloads);
process.stdout.write(`Drover: ${gitLine()}; ${electronLine()}.\n`);

function gitLine() {
  const bundled = bundledGitVersion();
  if (bundled !== undefined) return `the bundled git ${bundled} serves`;
  // What a download left behind when it was cut off must not pass for a git.
  if (missing.git) rmSync(BUNDLED_GIT_FOLDER, { recursive: true, force: true });
  const system = systemGitVersion();
  const oldest = OLDEST_GIT.join(".");
  const why = "the bundled git could not be downloaded";
  if (system === undefined) return `${why} and there is none on the PATH: install git ${oldest} or later`;
  if (!isRecentGit(system)) return `${why} and git ${system} on the PATH is too old: install git ${oldest} or later`;
  return `${why}, so git ${system} of this system serves`;
}

function electronLine() {
  if (electronBinary() !== undefined) return "Electron is there for the desktop app";
  return "Electron could not be downloaded, so `npm start` opens Drover in a browser";
}

/** @param {string} url */
async function answers(url) {
  try {
    await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs a script of a package to its end, or until the limit. How it ended shows in what it left.
 * @param {string} script
 * @param {number} limitMs
 * @returns {Promise<void>}
 */
function run(script, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, script)], { cwd: ROOT, stdio: "ignore", timeout: limitMs });
    child.on("error", () => {
      resolve();
    });
    child.on("close", () => {
      resolve();
    });
  });
}
