import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import { type Result, ok } from "../../shared/model/result.ts";
import type { CoreEndpoint } from "../../shared/wire/endpoint.ts";
import type { Clock } from "../core/base/clock.ts";
import { openInTurn } from "../serve/open-in-turn.ts";
import type { RunningCore } from "../serve/running-core.ts";
import type { ServableCore } from "../serve/servable-core.ts";
import { type ServedCore, serveCore } from "../serve/serve-core.ts";
import type { HeadlessArguments } from "./arguments.ts";

/** What orchestrator.ts makes, as far as it is run here. */
export interface RunnableCore extends ServableCore {
  /** As the user. */
  readonly client: ContractClient;
  /** Resolves when the core should end: `core.stop` was called, or its journal has stopped. */
  readonly stopRequested: Promise<{ readonly agents: "keep" | "stop" }>;
  /** `keep`: agents go on in their PTY hosts, and the next core finds them there. */
  stop(agents: "keep" | "stop"): Promise<void>;
}

export interface OpenCoreOptions {
  readonly workspace: string;
  readonly version: string;
  readonly holder: string;
  readonly create: boolean;
}

export interface HeadlessDeps {
  /** `workspace-in-use` when another core runs there. */
  openCore(options: OpenCoreOptions): Promise<Result<RunnableCore>>;
  readonly version: string;
  readonly pageFolder: string;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long to wait for whoever holds the workspace and does not answer yet: it is starting, ending, or a short command. */
  readonly patienceMs?: number;
}

export type HeadlessOptions = Pick<HeadlessArguments, "port" | "demo" | "page"> & { readonly workspace: string };

/** A core that runs in this process, or one that did already and was found. */
export type Headless = StartedHeadless | AttachedHeadless;

export interface StartedHeadless {
  readonly kind: "started";
  readonly endpoint: CoreEndpoint;
  /** An address for a browser that is started, good once; undefined without a browser face. */
  invite(): Promise<string | undefined>;
  /** Hangs up on everybody and ends the core. Idempotent. */
  stop(agents: "keep" | "stop"): Promise<void>;
  /** Resolves when the core has ended, whoever asked for it. */
  readonly stopped: Promise<void>;
}

export interface AttachedHeadless {
  readonly kind: "attached";
  readonly endpoint: CoreEndpoint;
  invite(): Promise<string | undefined>;
}

/** Runs a core for the workspace and serves it, unless one runs there already: then that one is answered. */
export async function startHeadless(options: HeadlessOptions, deps: HeadlessDeps): Promise<Result<Headless>> {
  const { workspace } = options;
  const { version, patienceMs } = deps;
  const holder = options.page ? "Drover in the browser" : "Drover without a window";
  const found = await openInTurn({
    workspace,
    name: { kind: "cli", version },
    open: () => deps.openCore({ workspace, version, holder, create: true }),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  if (!found.ok) return found;
  const { value } = found;
  return value.kind === "opened" ? serve(value.core, options, deps) : attach(value.running, options);
}

async function serve(core: RunnableCore, options: HeadlessOptions, deps: HeadlessDeps): Promise<Result<Headless>> {
  let isRunning = false;
  try {
    const { clock, env, version, pageFolder: folder } = deps;
    const page = options.port === undefined ? { folder } : { folder, port: options.port };
    const served = await serveCore({ core, version, clock, env, ...(options.page ? { page } : {}) });
    if (!served.ok) return served;
    const demo = options.demo ? await startDemo(core.client) : ok();
    isRunning = demo.ok;
    if (demo.ok) return ok(running(core, served.value));
    await served.value[Symbol.asyncDispose]();
    return demo;
  } finally {
    if (!isRunning) await core.stop("keep");
  }
}

function running(core: RunnableCore, served: ServedCore): StartedHeadless {
  let stopping: Promise<void> | undefined;
  const stopped = Promise.withResolvers<void>();
  async function end(agents: "keep" | "stop"): Promise<void> {
    await served[Symbol.asyncDispose]();
    await core.stop(agents);
  }
  const stop = (agents: "keep" | "stop") => {
    stopping ??= end(agents);
    stopping.then(stopped.resolve, stopped.reject);
    return stopping;
  };
  void core.stopRequested.then(({ agents }) => {
    // A turn later the answer to whoever asked is on its way.
    setImmediate(() => void stop(agents));
  });
  return {
    kind: "started",
    endpoint: served.endpoint,
    invite: () => Promise.resolve(served.browserFace?.invite()),
    stop,
    stopped: stopped.promise,
  };
}

async function attach({ endpoint, client }: RunningCore, { demo }: HeadlessOptions): Promise<Result<AttachedHeadless>> {
  try {
    const ready = demo ? await startDemo(contractClient(client)) : ok();
    return ready.ok ? ok({ kind: "attached", endpoint, invite: () => askForInvitation(endpoint) }) : ready;
  } finally {
    client.close();
  }
}

function startDemo(client: ContractClient): Promise<Result<unknown>> {
  return client.call("demo.start", {});
}

async function askForInvitation({ url, token }: CoreEndpoint): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const answer = await fetch(new URL("/invite", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await answer.text();
  return answer.ok ? text.trim() : undefined;
}
