import { execFile } from "node:child_process";
import { constants, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { ContractClient } from "../../../shared/contract/client.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Result } from "../../../shared/model/result.ts";
import { serveCore } from "../../serve/serve-core.ts";
import { systemClock } from "../base/clock.ts";
import { type Core, type CoreOptions, createCore } from "../orchestrator.ts";
import { mayBeAlive, readEndpoints } from "../platform/pty/host-files.ts";
import { endHosts, openHosts } from "../platform/pty/testing/hosts.ts";

/** A place for whole cores: a workspace, and a bare repository to work on. Its agents are scripted, and in no hurry to pause. */
export interface CoreHouse extends AsyncDisposable {
  readonly folder: string;
  readonly workspace: string;
  readonly origin: string;
  readonly options: CoreOptions & { readonly env: Readonly<Record<string, string>> };
  /** Opens and serves a core in this process. Whatever is still open at the end is closed. */
  open(): Promise<OpenCore>;
  /** Subjects of the origin's `main`, the newest first. */
  landed(): Promise<readonly string[]>;
  ask(...gitArgs: string[]): Promise<string>;
  /** A pipe that a script's `hold` step reads: whoever comes to it waits to be let go. */
  barrier(name: string): Promise<Barrier>;
  /** Sessions whose programs run, in hosts of any core. To be asked while no core runs. */
  runningSessions(): Promise<readonly string[]>;
  /** Resolves when no program of a session runs any more. To be asked while no core runs. */
  sessionsEnded(): Promise<void>;
}

export interface OpenCore {
  readonly core: Core;
  readonly client: ContractClient;
  /** All events that were told since the core was opened. */
  readonly events: readonly FeedEvent[];
  /** The first event, past or to come, that the question is true of. */
  event(wanted: (event: FeedEvent) => boolean): Promise<FeedEvent>;
  landing(item: string): Promise<FeedEvent>;
  create(title: string, steps: readonly object[], more?: object): Promise<ItemView>;
  item(id: string): Promise<ItemView>;
  agents(): Promise<OutputOf<"agent.list">["agents"]>;
  close(agents: "keep" | "stop"): Promise<void>;
}

export interface Barrier {
  /** The step that waits here. */
  readonly hold: object;
  /** Resolves when an agent waits. */
  reached(): Promise<void>;
  /** Lets the one go that waits, or the next one that comes. */
  release(): Promise<void>;
}

export const PROJECT = "herd";

export async function openCoreHouse(): Promise<CoreHouse> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-core-")));
  const workspace = path.join(folder, "w");
  const origin = path.join(folder, "origin.git");
  const run = path.join(folder, "run");
  await mkdir(run, { mode: 0o700 });
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    USER: "olga",
    XDG_RUNTIME_DIR: run,
    GIT_CONFIG_NOSYSTEM: "1",
  };
  const git = async (cwd: string, ...args: string[]) => {
    const identity = ["-c", "user.name=Olga", "-c", "user.email=olga@example.org"];
    return (await promisify(execFile)("git", [...identity, ...args], { cwd, env })).stdout.trimEnd();
  };
  const seed = path.join(folder, "seed");
  await git(folder, "init", "-q", "--initial-branch=main", seed);
  await writeFile(path.join(seed, "shared.txt"), "top\nlist = [\n]\nend\n");
  await git(seed, "add", "--all");
  await git(seed, "commit", "-q", "-m", "Begin");
  await git(folder, "clone", "-q", "--bare", seed, origin);
  await writeFile(path.join(folder, ".gitconfig"), "[user]\n\tname = Olga\n\temail = olga@example.org\n");

  const options = { workspace, version: "test", holder: "a test", create: true, env };
  const cores = new Set<OpenCore>();
  const closings = new AsyncDisposableStack();

  async function openOne(): Promise<OpenCore> {
    const made = await must(createCore(options));
    const opened = await present(made, env, () => cores.delete(opened));
    cores.add(opened);
    return opened;
  }

  return {
    folder,
    workspace,
    origin,
    options,
    open: openOne,
    landed: async () => (await git(origin, "log", "--format=%s", "main")).split("\n"),
    ask: (...args) => git(origin, ...args),
    async barrier(name) {
      const pipe = path.join(folder, name);
      await promisify(execFile)("mkfifo", [pipe]);
      // Opening a pipe to write to it waits for somebody who reads.
      let gate: ReturnType<typeof open> | undefined;
      const reach = () => (gate ??= open(pipe, "w"));
      // One that nobody ever comes to is opened from both sides, so that nothing waits there.
      closings.defer(async () => {
        if (gate === undefined) return;
        const both = await open(pipe, constants.O_RDWR | constants.O_NONBLOCK);
        await (await gate).close();
        await both.close();
      });
      return {
        hold: { run: ["cat", pipe] },
        reached: async () => void (await reach()),
        async release() {
          const file = await reach();
          gate = undefined;
          await file.close();
        },
      };
    },
    runningSessions: () => lookAtSessions(workspace, async (running) => [...running]),
    sessionsEnded: () =>
      lookAtSessions(workspace, async (running, exit) => {
        for (const id of running) await exit(id);
      }),
    async [Symbol.asyncDispose]() {
      for (const one of cores) await one.close("stop");
      await closings.disposeAsync();
      await endHosts(workspace);
      const left = (await readEndpoints(path.join(workspace, ".drover", "hosts"))).filter(({ pid }) => mayBeAlive(pid));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      if (left.length > 0) throw new Error(`Hosts were left: ${left.map(({ pid }) => pid).join(", ")}`);
    },
  };
}

/** Looks at the sessions in a workspace's hosts, as a core does; `exit` resolves when one has ended. */
async function lookAtSessions<T>(
  workspace: string,
  look: (running: readonly string[], exit: (session: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { hosts, event } = openHosts(workspace);
  try {
    const found = await hosts.attach();
    const running = found.filter((one) => one.exit === undefined).map((one) => one.session);
    return await look(running, (id) =>
      event((told) => "session" in told && told.session === id && told.type === "exit"),
    );
  } finally {
    await hosts[Symbol.asyncDispose]();
  }
}

async function present(core: Core, env: CoreHouse["options"]["env"], closed: () => void): Promise<OpenCore> {
  const served = await must(serveCore({ core, version: "test", clock: systemClock, env }));
  const { client } = core;
  const events: FeedEvent[] = [];
  const looks = new Set<(event: FeedEvent) => void>();
  const { cursor } = await must(client.call("workspace.overview", {}));
  const unfollow = client.watch(
    "event.watch",
    {},
    {
      event(event) {
        events.push(event);
        for (const look of looks) look(event);
      },
      end: () => {},
    },
    cursor,
  );

  function event(wanted: (event: FeedEvent) => boolean): Promise<FeedEvent> {
    const past = events.find(wanted);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve) => {
      const look = (next: FeedEvent) => {
        if (!wanted(next)) return;
        looks.delete(look);
        resolve(next);
      };
      looks.add(look);
    });
  }

  return {
    core,
    client,
    events,
    event,
    landing: (item) => event(({ type, subject }) => type === "workItemClosed" && subject === item),
    create: (title, steps, more = {}) => {
      const description = `\`\`\`drover-script\n${JSON.stringify({ pace: 0, steps })}\n\`\`\``;
      return must(client.call("item.create", { project: PROJECT, title, description, ...more }));
    },
    item: async (id) => (await must(client.call("item.show", { item: id }))).item,
    agents: async () => (await must(client.call("agent.list", { all: true }))).agents,
    async close(agents) {
      closed();
      unfollow();
      await served[Symbol.asyncDispose]();
      await core.stop(agents);
    },
  };
}

/** Adds the house's repository, with a gate that looks for its file. */
export async function addProject(house: CoreHouse, { client }: OpenCore, maxWorkers = 8): Promise<void> {
  const gate = { name: "file", command: ["test", "-f", "shared.txt"], timeoutMs: 60_000 };
  await must(
    client.call("project.add", {
      source: house.origin,
      name: PROJECT,
      runtime: "scripted",
      maxWorkers,
      gates: [gate],
    }),
  );
}

/** What an agent does for an item of that name: a file, a commit, and `before` first. */
export function work(name: string, ...before: readonly object[]): readonly object[] {
  const edit = { edit: `${name}.txt`, write: [`What ${name} asked for.`] };
  return [...before, edit, { commit: `Do ${name}` }, { submit: true }];
}

/** The answer of a call that may not fail. */
export async function must<T>(asked: Promise<Result<T>>): Promise<T> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  throw new Error(`${answer.error.code}: ${answer.error.message}`);
}
