import { setTimeout } from "node:timers/promises";
import { type ContractClient, contractClient } from "../../shared/contract/client.ts";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import type { CoreEndpoint } from "../../shared/wire/endpoint.ts";
import type { Clock } from "../core/base/clock.ts";
import { type RunningCore, connectToRunningCore } from "../serve/running-core.ts";
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

const PATIENCE_MS = 5_000;
const LOOK_MS = 50;

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
  const { version, patienceMs = PATIENCE_MS } = deps;
  const holder = options.page ? "Drover in the browser" : "Drover without a window";
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const opened = await deps.openCore({ workspace: options.workspace, version, holder, create: true });
    if (opened.ok) return serve(opened.value, options, deps);
    if (opened.error.code !== "workspace-in-use") return opened;
    const running = await connectToRunningCore(options.workspace, { kind: "cli", version });
    if (running.ok) return attach(running.value, options);
    if (running.error.code !== "no-core" || Date.now() >= deadline) return doesNotAnswer(opened.error, running.error);
    await setTimeout(LOOK_MS);
  }
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

function doesNotAnswer(inUse: Failure, refused: Failure): Result<never> {
  return fail("workspace-in-use", `${inUse.message} It does not answer: ${refused.message}`, {
    remedy: "If it hangs, end that process; what was acknowledged is safe. Then try again.",
    ...(inUse.details === undefined ? {} : { details: inUse.details }),
  });
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
