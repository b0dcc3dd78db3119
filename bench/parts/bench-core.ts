import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stringify } from "smol-toml";
import { type ContractClient, contractClient } from "../../src/shared/contract/client.ts";
import type { Result } from "../../src/shared/model/result.ts";
import type { WireClient } from "../../src/shared/wire/client.ts";
import type { FeedEvent } from "../../src/shared/contract/workspace.ts";
import { mayBeAlive, readEndpoints } from "../../src/main/core/platform/pty/host-files.ts";
import { connectToRunningCore } from "../../src/main/serve/running-core.ts";
import type { LoopReport } from "./loop-probe.ts";

/** A core in a process of its own, of the built product, with a workspace of its own. */
export interface BenchCore extends AsyncDisposable {
  readonly workspace: string;
  readonly pid: number;
  /** Of the browser face, with its token; undefined unless it was asked for. */
  readonly url: string | undefined;
  readonly client: ContractClient;
  /** The first event after now that the question is true of; rejects when the core is gone first. */
  event(wanted: (event: FeedEvent) => boolean): Promise<FeedEvent>;
  /** Begins to measure its event loop and CPU, and ends that with a report. */
  startProbe(): Promise<void>;
  endProbe(): Promise<LoopReport>;
  /** Makes the process so much larger. */
  grow(megabytes: number): Promise<void>;
  /** Ends it as by `kill -9`: its agents go on in their hosts. Disposing of it does nothing more. */
  kill(): Promise<void>;
  /** The connection beneath `client`, for what is not a verb. */
  readonly wire: WireClient;
}

export interface BenchCoreOptions {
  /** The project's folder. */
  readonly root: string;
  /** For workspace and sockets; made if it is not there. Short, since paths of sockets are limited. */
  readonly folder: string;
  /** Of the workspace's settings.toml. */
  readonly settings?: object;
  /** Whether it serves the window to a browser. */
  readonly page?: boolean;
}

const STOP_LIMIT_MS = 20_000;

/** Its agents are ended with it, and everything it started. */
export async function startBenchCore({
  root,
  folder,
  settings = {},
  page = false,
}: BenchCoreOptions): Promise<BenchCore> {
  const workspace = join(folder, "workspace");
  const runtime = join(folder, "run");
  for (const made of [runtime, join(workspace, ".drover")]) await mkdir(made, { recursive: true, mode: 0o700 });
  await writeFile(join(workspace, "settings.toml"), stringify(settings));
  const child = fork(join(root, "out/main/headless.js"), ["--no-open", "--json", ...(page ? [] : ["--no-page"])], {
    execArgv: ["--import", join(import.meta.dirname, "loop-probe.ts")],
    env: { ...process.env, DROVER_WORKSPACE: workspace, XDG_RUNTIME_DIR: runtime },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const announced = await Promise.race([
    child.stdout === null ? Promise.resolve(["no output"]) : once(child.stdout, "data"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The core exited with ${String(code)}.`))),
  ]);
  const running = await connectToRunningCore(workspace, { kind: "cli", version: "bench" });
  if (!running.ok) {
    child.kill("SIGKILL");
    throw new Error(`${running.error.message} It said: ${String(announced)}`);
  }
  const wire = running.value.client;
  const client = contractClient(wire);
  let isKilled = false;

  async function ask(question: "start" | "end" | { readonly grow: number }): Promise<unknown> {
    const answer = once(child, "message");
    child.send(question);
    return (await answer)[0];
  }

  return {
    workspace,
    pid: child.pid ?? 0,
    url: page ? urlIn(String(announced)) : undefined,
    client,
    event: (wanted) =>
      new Promise((resolve, reject) => {
        const end = client.watch(
          "event.watch",
          {},
          {
            event(event) {
              if (!wanted(event)) return;
              end();
              resolve(event);
            },
            end: (failure) => reject(new Error(`The core's events ended: ${failure?.message ?? "for no reason"}`)),
          },
        );
      }),
    async startProbe() {
      await ask("start");
    },
    endProbe: async () => (await ask("end")) as LoopReport,
    async grow(megabytes) {
      await ask({ grow: megabytes });
    },
    wire,
    async kill() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      wire.close();
      isKilled = true;
    },
    async [Symbol.asyncDispose]() {
      if (isKilled) return;
      const exited = child.exitCode === null ? once(child, "exit") : undefined;
      await client.call("core.stop", { agents: "stop" });
      await endedWithin(child, exited);
      wire.close();
      await endHosts(workspace);
    },
  };
}

function urlIn(announced: string): string {
  const { url } = JSON.parse(announced.split("\n", 1)[0] ?? "") as { url: string };
  return url;
}

/** The answer of a call that may not fail. */
export async function must<T>(asked: Promise<Result<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  throw new Error(answer.error.message);
}

async function endedWithin(child: ChildProcess, exited: Promise<unknown> | undefined): Promise<void> {
  const limit = new AbortController();
  const kill = setTimeout(STOP_LIMIT_MS, undefined, { signal: limit.signal }).then(
    () => child.kill("SIGKILL"),
    () => false,
  );
  await exited;
  limit.abort();
  await kill;
}

/** They wait a while for the next core by themselves. */
async function endHosts(workspace: string): Promise<void> {
  for (const { pid } of await readEndpoints(join(workspace, ".drover", "hosts"))) {
    if (mayBeAlive(pid)) process.kill(pid, "SIGTERM");
    while (mayBeAlive(pid)) await setTimeout(20);
  }
}
