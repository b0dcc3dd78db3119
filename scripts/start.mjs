// `npm start`: the desktop app where Electron and a display exist, otherwise the browser face. Arguments go on to it.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { electronBinary } from "./setup/binaries.mjs";

const ROOT = join(import.meta.dirname ?? ".", "..");
const args = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 24) {
  say(
    `Drover needs Node 24 or later and found ${process.version}. Run \`npm install\`, which brings it, and \`npm start\`.`,
  );
  process.exit(1);
}

const build = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], { stdio: "inherit" });
if (build.status !== 0) process.exit(build.status ?? 1);

const electron = electronBinary();
const reason = whyNoDesktop();
if (electron === undefined || reason !== undefined) await openBrowserFace(reason ?? "");
else openDesktop(electron);

function whyNoDesktop() {
  if (electron === undefined) return "Electron is not installed here (`npx install-electron` fetches it)";
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  const headless = process.platform === "linux" && (x11 ?? "") === "" && (wayland ?? "") === "";
  return headless ? "there is no display" : undefined;
}

/** In this process, so that a signal and an exit code mean the same to both. @param {string} why */
async function openBrowserFace(why) {
  say(`Starting Drover in the browser: ${why}.`);
  const entry = join(ROOT, "out/main/headless.js");
  process.argv.splice(1, 1, entry);
  await import(pathToFileURL(entry).href);
}

/** @param {string} binary */
function openDesktop(binary) {
  // Set by some editors' terminals; it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(binary, [ROOT, ...args], { stdio: "inherit", env });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      child.kill(signal);
    });
  }
  child.on("error", (error) => {
    void openBrowserFace(`Electron does not start (${error.message})`);
  });
  child.on("exit", (code, signal) => {
    // 127: the loader did not find a library that Electron needs.
    if (code === 127) void openBrowserFace("Electron lacks libraries of the system, named above");
    else process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
