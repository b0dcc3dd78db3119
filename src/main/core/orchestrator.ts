import { contractClient } from "../../shared/contract/client.ts";
import type { ContractClient } from "../../shared/contract/client.ts";
import { createContractService } from "../../shared/contract/contract-service.ts";
import type { Caller, Handlers } from "../../shared/contract/handlers.ts";
import { USER } from "../../shared/model/identity.ts";
import { type Result, err, fail, ok } from "../../shared/model/result.ts";
import { connectClient } from "../../shared/wire/client.ts";
import { memoryWirePair } from "../../shared/wire/memory-wire.ts";
import { serveWire } from "../../shared/wire/server.ts";
import { type Clock, systemClock } from "./base/clock.ts";
import type { Log } from "./base/log.ts";
import { unwritable } from "./orchestrator/unwritable.ts";
import { findPlaces, type Places } from "./orchestrator/places.ts";
import { inspectSettings } from "./orchestrator/inspect-settings.ts";
import { openCoreLog } from "./orchestrator/core-log.ts";
import { type Domains, buildDomains } from "./orchestrator/domains.ts";
import { type Platform, openPlatform } from "./orchestrator/platform.ts";
import { WorkspaceLock } from "./platform/store/workspace-lock.ts";
import {
  type SettingsKeeper,
  type Tokens,
  createTokens,
  openSettings,
  prepareWorkspace,
  workspaceSecret,
} from "./workspace/index.ts";

export { doctorAtRest, fsckAtRest, fsckRepository, repairAtRest } from "./orchestrator/at-rest.ts";
export { findPlaces, type Places } from "./orchestrator/places.ts";

export interface CoreOptions {
  /** The workspace's folder. */
  readonly workspace: string;
  readonly version: string;
  /** Whom others are told of when they find the workspace locked, e.g. `the desktop app`. */
  readonly holder: string;
  /** Makes the workspace where there is none. */
  readonly create?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly places?: Places;
}

/** A workspace under one core. Dispose of it after `stop`, or at once: then agents go on in their hosts. */
export interface Core extends AsyncDisposable {
  readonly workspaceDir: string;
  readonly handlers: Handlers;
  readonly tokens: Tokens;
  readonly lock: WorkspaceLock;
  readonly places: Places;
  readonly log: Log;
  /** Who the bearer of a token is. */
  authenticate(token: string): Result<Pick<Caller, "identity" | "role" | "session" | "readsOnly">>;
  /** The contract, called in this process as the user. */
  readonly client: ContractClient;
  /** Resolves when somebody called `core.stop`, or the journal has stopped: whoever holds the core should end it then. */
  readonly stopRequested: Promise<{ readonly agents: "keep" | "stop" }>;
  /** Stops looking after agents; `stop` ends their sessions, to be started again with the next core. */
  stop(agents: "keep" | "stop"): Promise<void>;
}

/** Opens a workspace and runs it: sessions are re-attached, the merge queue goes on, patrols begin. */
export async function createCore(options: CoreOptions): Promise<Result<Core>> {
  const opened = await open(options, "full");
  if (!opened.ok) return opened;
  try {
    await opened.value.domains.start();
    return ok(opened.value.core);
  } catch (error) {
    await opened.value.core[Symbol.asyncDispose]();
    throw error;
  }
}

/** A workspace opened for one command: nothing is started, what others have to do waits for the next core. */
export interface CoreAlone extends AsyncDisposable {
  readonly client: ContractClient;
}

export async function openCoreForCommand(
  options: CoreOptions & { readonly token?: string | undefined },
): Promise<Result<CoreAlone>> {
  const opened = await open(options, "command");
  if (!opened.ok) return opened;
  const { core } = opened.value;
  try {
    const client = await connectInMemory(core, options.token ?? core.tokens.user, options.version);
    if (client.ok) return ok({ client: client.value, [Symbol.asyncDispose]: () => core[Symbol.asyncDispose]() });
    await core[Symbol.asyncDispose]();
    return client;
  } catch (error) {
    await core[Symbol.asyncDispose]();
    throw error;
  }
}

async function open(options: CoreOptions, mode: "full" | "command"): Promise<Result<{ core: Core; domains: Domains }>> {
  const { clock = systemClock, env = process.env, places = findPlaces(), version } = options;
  const prepared = await prepareWorkspace(options.workspace, options.create ?? false);
  if (!prepared.ok) return prepared;
  const workspaceDir = prepared.value;
  const locked = WorkspaceLock.acquire(workspaceDir, options.holder);
  if (!locked.ok) return locked;
  const lock = locked.value;
  const log = openCoreLog(workspaceDir, () => clock.now());
  let platform: Platform | undefined;
  let keeper: SettingsKeeper | undefined;
  try {
    keeper = await openSettings({ workspaceDir, clock, log, inspect: inspectSettings });
    const { settings } = keeper;
    const tokens = createTokens(await workspaceSecret(lock));
    const made = await openPlatform({ mode, workspaceDir, lock, log, clock, env, places, version, settings });
    if (!made.ok) {
      lock[Symbol.dispose]();
      return err(made.error);
    }
    platform = made.value;
    if (mode === "full") keeper.watch();
    const whole = Promise.withResolvers<Core>();
    const client = lazyClient(async () => connectInMemory(await whole.promise, tokens.user, version));
    const shared = { mode, workspaceDir, log, clock, env, places, version, settings, tokens, client };
    const domains = await buildDomains({ ...platform, ...shared, keeper });
    const core = coreOf({ workspaceDir, lock, log, places, tokens, client, platform, domains, keeper });
    whole.resolve(core);
    return ok({ core, domains });
  } catch (error) {
    await keeper?.[Symbol.asyncDispose]();
    await platform?.[Symbol.asyncDispose]();
    lock[Symbol.dispose]();
    const refused = unwritable(workspaceDir, error);
    if (refused !== undefined) return refused;
    throw error;
  }
}

interface Parts extends Pick<Core, "workspaceDir" | "lock" | "log" | "places" | "tokens" | "client"> {
  readonly platform: Platform;
  readonly domains: Domains;
  readonly keeper: SettingsKeeper;
}

function coreOf({ platform, domains, keeper, ...rest }: Parts): Core {
  const { lock, tokens } = rest;
  let closing: Promise<void> | undefined;

  async function close(agents: "keep" | "stop"): Promise<void> {
    await keeper[Symbol.asyncDispose]();
    await domains.close(agents);
    await platform[Symbol.asyncDispose]();
    lock[Symbol.dispose]();
  }

  const authenticate: Core["authenticate"] = (token) => {
    const bearer = tokens.read(token);
    const refused = fail("not-allowed", "The token is not one of this workspace.", {
      remedy: "Use the address that Drover printed, or start `drover` from the workspace's own folder.",
    });
    if (bearer === undefined) return refused;
    if (bearer.kind === "user") return ok({ identity: USER, role: "user" });
    const agent = domains.bearerOf(bearer.session);
    if (agent === undefined) {
      return fail("not-allowed", `The session ${bearer.session} has ended; its token is void.`, {
        remedy: "Exit: a fresh session has its own token.",
      });
    }
    return ok({ ...agent, session: bearer.session });
  };

  return {
    ...rest,
    authenticate,
    handlers: domains.handlers,
    stopRequested: domains.stopRequested,
    stop: (agents) => (closing ??= close(agents)),
    [Symbol.asyncDispose]: () => (closing ??= close("keep")),
  };
}

/** Connects at the first call: most faces have connections of their own. */
function lazyClient(connect: () => Promise<Result<ContractClient>>): ContractClient {
  let connected: Promise<ContractClient> | undefined;
  const client = async () =>
    (connected ??= connect().then((made) => {
      if (!made.ok) throw new Error(made.error.message);
      return made.value;
    }));
  return {
    call: async (verb, input, signal) => (await client()).call(verb, input, signal),
    watch(verb, input, handlers, after) {
      let end: (() => void) | undefined;
      let isOver = false;
      void client().then((made) => {
        if (!isOver) end = made.watch(verb, input, handlers, after);
      });
      return () => {
        isOver = true;
        end?.();
      };
    },
  };
}

type Served = Pick<Core, "handlers" | "authenticate" | "log">;

/** The same contract as everybody's, without a socket in between. */
async function connectInMemory(core: Served, token: string, version: string): Promise<Result<ContractClient>> {
  const [near, far] = memoryWirePair(setImmediate);
  const service = createContractService({
    server: { kind: "core", version, instance: `process-${process.pid}` },
    handlers: core.handlers,
    authenticate: (given) => core.authenticate(given),
    refused: ({ failure, verb }) => core.log.warn(`Refused ${verb ?? "a connection"}: ${failure.message}`),
    broke: (error) => core.log.error("A handler broke", error),
  });
  serveWire(far, service);
  const client = await connectClient(near, { token, client: { kind: "core", version } });
  return client.ok ? ok(contractClient(client.value)) : client;
}
