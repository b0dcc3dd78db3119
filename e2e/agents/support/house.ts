import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { ContractClient } from "../../../src/shared/contract/client.ts";
import type { AgentView } from "../../../src/shared/model/agent.ts";
import { type CoreProcess, startCore } from "../../support/core-process.ts";
import { drover } from "../../support/drover.ts";
import { call } from "../../support/happenings.ts";
import type { Script } from "../../support/model-server/script.ts";
import { type ModelServer, type ScriptedModel, startModelServer } from "../../support/model-server/server.ts";
import { type Place, makePlace } from "../../support/place.ts";
import { processesIn } from "../../support/processes.ts";
import { type Repository, makeRepository } from "../../support/repository.ts";
import type { CliSetUp } from "./clis.ts";

export interface HouseOrder {
  readonly cli: CliSetUp;
  /** The folder with its program; undefined: it is in the PATH. */
  readonly programs: string | undefined;
  readonly script: Script;
  /** Whether the user consented that it asks nothing. */
  readonly unattended: boolean;
}

/** A user with an agent CLI that is set up, a repository, and a core, with a scripted model behind the CLI. */
export interface House extends AsyncDisposable {
  readonly place: Place;
  readonly home: string;
  readonly repository: Repository;
  readonly model: ScriptedModel;
  readonly server: Pick<ModelServer, "strays" | "misfits">;
  readonly core: CoreProcess;
  readonly client: ContractClient;
  /** Slings a new item to a new worker with that CLI; answers the worker and the item. */
  sling(title: string): Promise<{ readonly agent: string; readonly item: string }>;
  agent(agent: string): Promise<AgentView>;
  /** What is on its screen now; what it says when there is none. */
  screen(agent: string): Promise<string>;
  /** The id of the process that runs in the terminal of an agent's session. */
  programOf(agent: string): Promise<number>;
  /** Ends the core with all agents, as the user may. */
  close(): Promise<void>;
}

const KEY = "tests-key";

export async function openHouse({ cli, programs, script, unattended }: HouseOrder): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const server: ModelServer = stack.use(await startModelServer());
  const made = stack.use(makePlace());
  const home = join(made.root, "home");
  const access = { base: server.base, key: KEY };
  const env = cli.env(access);
  for (const [name, text] of Object.entries(cli.files(access))) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const PATH = [...(programs === undefined ? [] : [programs]), made.env["PATH"] ?? ""].join(delimiter);
  const place: Place = { ...made, env: { ...made.env, ...noWayOut(server.base), ...env, PATH, SHELL: "/bin/bash" } };
  const repository = makeRepository(place, { bare: true });
  await letThrough(place, Object.keys(env));
  const core = stack.use(await startCore(place));
  const { client } = core;
  await call(client, "project.add", { source: repository.origin, name: "shop", gates: [], unattended });
  const model = server.agent(KEY, script);
  const owned = stack.move();
  return {
    place,
    home,
    repository,
    model,
    server,
    core,
    client,
    async sling(title) {
      const { id } = await call(client, "item.create", { project: "shop", title, description: "As the script says." });
      const { assignments } = await call(client, "work.sling", { items: [id], runtime: cli.id });
      const agent = assignments[0]?.agent;
      if (agent === undefined) throw new Error(`${id} is on no hook: ${JSON.stringify(assignments)}`);
      return { agent, item: id };
    },
    agent: (agent) => call(client, "agent.show", { agent }),
    async programOf(agent) {
      const { session } = await call(client, "agent.show", { agent });
      const all = processesIn(place.root);
      const hosts = new Set(all.filter(({ command }) => command.includes("/pty-host.js")).map(({ pid }) => pid));
      const mark = `DROVER_SESSION=${session?.id ?? "none"}\0`;
      const found = all.find(
        ({ pid, parent }) => hosts.has(parent) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark),
      );
      if (found === undefined) throw new Error(`Nothing runs in the terminal of ${agent}.`);
      return found.pid;
    },
    async screen(agent) {
      const peeked = await client.call("agent.peek", { agent });
      return peeked.ok ? peeked.value.screen : peeked.error.message;
    },
    close: async () => {
      await core[Symbol.asyncDispose]();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Whoever heeds proxies meets one that refuses and tells. */
function noWayOut(base: string): Readonly<Record<string, string>> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];
  const local = { NO_PROXY: "127.0.0.1,localhost", no_proxy: "127.0.0.1,localhost" };
  return { ...local, ...Object.fromEntries(names.map((name) => [name, base])) };
}

/** A workspace whose settings let those variables through to agents. */
async function letThrough(place: Place, passEnv: readonly string[]): Promise<void> {
  const made = await drover(place, ["init", place.workspace]);
  if (made.code !== 0) throw new Error(`drover init: ${made.err}`);
  const set = await drover(place, ["settings", "set", "passEnv", passEnv.join(",")]);
  if (set.code !== 0) throw new Error(`drover settings set: ${set.err}`);
}
