import { EventEmitter } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type * as Electron from "electron";

type Used =
  | "setName"
  | "getPath"
  | "setPath"
  | "requestSingleInstanceLock"
  | "isPackaged"
  | "quit"
  | "exit"
  | "setBadgeCount"
  | "getBadgeCount"
  | "setAsDefaultProtocolClient";

/** The life of the app, up to where a desktop would be needed. */
class App extends EventEmitter implements Pick<Electron.App, Used> {
  readonly isPackaged = false;
  /** A Mac has one. */
  readonly dock = undefined;
  readonly #paths = new Map<string, string>([
    ["home", homedir()],
    ["appData", process.env["XDG_CONFIG_HOME"] ?? path.join(homedir(), ".config")],
  ]);
  #name = "Electron";
  #badge = 0;

  setName(name: string): void {
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }

  getPath(name: string): string {
    const found = this.#paths.get(name);
    if (found === undefined) throw new Error(`The stand-in has no path called ${name}.`);
    return found;
  }

  setPath(name: string, value: string): void {
    mkdirSync(value, { recursive: true });
    this.#paths.set(name, value);
  }

  async whenReady(): Promise<void> {
    await new Promise(setImmediate);
    this.emit("ready");
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }

  setAsDefaultProtocolClient(_scheme: string): boolean {
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  /** One process per `userData`; another one's arguments are told to it, through a folder both can see. */
  requestSingleInstanceLock(): boolean {
    const folder = path.join(this.getPath("userData"), "instances");
    const owner = path.join(folder, "owner");
    mkdirSync(folder, { recursive: true });
    if (existsSync(owner) && isAlive(Number(readFileSync(owner, "utf8")))) {
      const file = path.join(folder, `${process.pid}.json`);
      writeFileSync(`${file}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
      writeFileSync(file, readFileSync(`${file}.new`));
      return false;
    }
    writeFileSync(owner, String(process.pid));
    watch(folder, () => {
      this.#hearOthers(folder);
    }).unref();
    return true;
  }

  #hearOthers(folder: string): void {
    for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      const file = path.join(folder, name);
      let said: { argv: string[]; cwd: string };
      try {
        said = JSON.parse(readFileSync(file, "utf8")) as typeof said;
      } catch {
        // Half written: the next change of the folder tells of the rest.
        continue;
      }
      rmSync(file);
      this.emit("second-instance", {}, said.argv, said.cwd, undefined);
    }
  }

  quit(): void {
    let isPrevented = false;
    const event = { preventDefault: () => void (isPrevented = true) };
    this.emit("before-quit", event);
    if (!isPrevented) this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();
