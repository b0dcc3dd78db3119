import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Cdp, connectCdp } from "./cdp.ts";

/** The Chromium that shows the windows. */
export interface Browser {
  readonly cdp: Cdp;
  /** Where tests attach, to drive the pages. */
  readonly address: string;
  /** At once, with all its processes. */
  kill(): void;
}

const EXECUTABLE = process.env["DROVER_CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--remote-debugging-port=0",
];

export async function startBrowser(profile: string): Promise<Browser> {
  const child = spawn(EXECUTABLE, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    // A group of its own, so that its helpers end with it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await announced(child);
  return {
    address,
    cdp: await connectCdp(address),
    kill() {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    },
  };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`${EXECUTABLE} ended with ${String(code)} before it listened.`));
    });
    if (child.stderr === null) return;
    createInterface(child.stderr).on("line", (line) => {
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
