import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Browser, type Page, _electron, chromium } from "@playwright/test";
import { electronBinary } from "../../scripts/setup/binaries.mjs";
import { PROGRAMS, ROOT } from "../support/place.ts";
import { type Probe, installProbe } from "./probe.ts";

export interface DesktopOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** A running desktop app, in real Electron or in the stand-in. */
export interface Desktop extends AsyncDisposable {
  readonly pid: number;
  /** The page of its window, as it is now: after a crash it is another one. */
  page(): Promise<Page>;
  /** Calls the probe in the app's process. */
  probe<N extends keyof Probe>(name: N, ...args: Parameters<Probe[N]>): Promise<ReturnType<Probe[N]>>;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
}

export const HOST =
  electronBinary() === undefined
    ? "the stand-in, since Electron's binary is not installed here"
    : `Electron (${electronBinary()})`;

export async function startDesktop(options: DesktopOptions): Promise<Desktop> {
  const binary = electronBinary();
  return binary === undefined ? startStandIn(options) : startElectron(binary, options);
}

/** Starts it once more beside the one that runs; resolves with its exit code. */
export async function startSecond({ env, args }: DesktopOptions): Promise<number | null> {
  const binary = electronBinary();
  const child = binary === undefined ? forkStandIn({ env, args }) : fork(ROOT, args, { execPath: binary, env });
  await once(child, "exit");
  return child.exitCode;
}

export interface PackagedOptions extends DesktopOptions {
  /** Entry of the app, out of its archive. */
  readonly program: string;
  /** The Node that the package carries. */
  readonly node: string;
}

/** Runs an app from where it was packed, always in the stand-in. */
export function startPackaged(options: PackagedOptions): Promise<Desktop> {
  return startStandIn(options);
}

function forkStandIn({
  env,
  args,
  program = join(PROGRAMS, "electron.js"),
  node,
}: DesktopOptions & Partial<PackagedOptions>) {
  const register = join(import.meta.dirname, "stand-in/register.ts");
  return fork(program, args, {
    env,
    ...(node === undefined ? {} : { execPath: node }),
    execArgv: ["--import", register, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function startStandIn(options: DesktopOptions & Partial<PackagedOptions>): Promise<Desktop> {
  const child = forkStandIn(options);
  const answers = new Map<number, PromiseWithResolvers<unknown> & { readonly name: string }>();
  const address = Promise.withResolvers<string>();
  const exited = once(child, "exit").then(() => child.exitCode);
  // Not before the channel has ended: answers may still be in it when the process is gone.
  void Promise.all([exited, once(child, "disconnect")]).then(() => {
    address.reject(new Error(gone("its window")));
    for (const { name, reject } of answers.values()) reject(new Error(gone(name)));
  });
  const gone = (wanted: string) =>
    `The app has ended (${child.signalCode ?? `code ${String(child.exitCode)}`}) while a test waited for ${wanted}.`;
  address.promise.catch(() => {});
  let nextId = 1;
  let browser: Browser | undefined;
  child.on("message", (message: Said) => {
    if (message.type === "browser") {
      address.resolve(message.address);
      return;
    }
    const answer = answers.get(message.id);
    answers.delete(message.id);
    if (message.error === undefined) answer?.resolve(message.value);
    else answer?.reject(new Error(message.error));
  });
  return {
    pid: child.pid ?? 0,
    exited,
    async page() {
      await browser?.close();
      browser = await chromium.connectOverCDP(await address.promise);
      const [context] = browser.contexts();
      if (context === undefined) throw new Error("The browser of the stand-in has no context.");
      const page = context.pages().find((page) => page.url().startsWith("https://"));
      if (page === undefined) throw new Error("The app has no window.");
      return page;
    },
    probe(name, ...args) {
      const id = nextId++;
      const answer = Promise.withResolvers<unknown>();
      if (!child.connected) return Promise.reject(new Error(gone(name)));
      answers.set(id, { ...answer, name });
      child.send({ id, name, args }, (error) => {
        // What has left the channel is answered, or fails with the end of the app.
        if (error !== null && answers.delete(id)) answer.reject(new Error(gone(name), { cause: error }));
      });
      return answer.promise as Promise<ReturnType<Probe[typeof name]>>;
    },
    async [Symbol.asyncDispose]() {
      await browser?.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const hard = setTimeout(() => child.kill("SIGKILL"), 15_000);
        await exited;
        clearTimeout(hard);
      }
    },
  };
}

type Said =
  | { readonly type: "browser"; readonly address: string }
  | { readonly type: "answer"; readonly id: number; readonly value?: unknown; readonly error?: string };

/** Not run where this was written, for want of the binary. */
async function startElectron(executablePath: string, { env, args }: DesktopOptions): Promise<Desktop> {
  const app = await _electron.launch({ executablePath, args: [ROOT, ...args], env });
  await app.evaluate(installProbe);
  const child = app.process();
  const exited = once(child, "exit").then(() => child.exitCode);
  return {
    pid: child.pid ?? 0,
    exited,
    page: async () => app.windows()[0] ?? (await app.firstWindow()),
    probe: (name, ...args) =>
      app.evaluate(
        (_electron, call) => Reflect.apply(globalThis.droverProbe[call.name], undefined, call.args) as never,
        { name, args },
      ),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
