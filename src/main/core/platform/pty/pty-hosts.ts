import { join } from "node:path";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import {
  type PtyEvent,
  SESSIONS_PER_HOST,
  type SeenBefore,
  type SessionPeek,
  type SessionReport,
  type SessionSignal,
  type SpawnRequest,
  ptyHostVerbs,
} from "../../../../shared/wire/pty-host-protocol.ts";
import type { TerminalFrame } from "../../../../shared/wire/terminal-frame.ts";
import { createRestartLimit } from "../../base/restart-limit.ts";
import { type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { mayBeAlive, readEndpoints, removeEndpoint } from "./host-files.ts";
import type { HostLink, StreamRequest } from "./host-link.ts";
import { openHostLink } from "./host-link.ts";
import { type HostStarter, startHost } from "./start-host.ts";

/**
 * All PTY hosts of a workspace, as the core sees them: sessions by their ids, whichever host holds them. Hosts outlive
 * the core; disposing of this disconnects from them and ends nothing.
 */
export interface PtyHosts {
  /** Connects to hosts of an earlier core and says what they hold. To be awaited once, before anything else. */
  attach(): Promise<readonly FoundSession[]>;
  /** Places the session on a host with room, or a new one. Fails also with `host-start-failed`, `too-many-host-starts`. */
  spawn(request: Omit<SpawnRequest, "historyFolder">): Promise<Result<{ readonly host: string; readonly pid: number }>>;
  list(): Promise<readonly SessionReport[]>;
  /** Types a text as one paste and, after a pause, Enter. Control characters are taken out. False: it takes no input. */
  paste(session: string, text: string, submitDelayMs?: number): Promise<boolean>;
  /** Puts a text in as one paste without submitting it; `moved-on` when the screen is not any more as it was seen. */
  put(session: string, text: string, seen: SeenBefore | undefined): Promise<Result<unknown>>;
  /** Presses keys, by their bytes; `moved-on` likewise. */
  keys(session: string, text: string, seen?: SeenBefore): Promise<Result<unknown>>;
  signal(session: string, signal: SessionSignal): Promise<Result<unknown>>;
  /** Gently, and hard after the grace. Resolves when the processes are gone, and at once when they are already. */
  stop(session: string, graceMs: number): Promise<void>;
  /** Freezes and thaws all its processes. */
  pause(session: string): Promise<Result<unknown>>;
  resume(session: string): Promise<Result<unknown>>;
  peek(session: string): Promise<Result<SessionPeek & { readonly text: string }>>;
  openViewer(session: string, request: ViewerRequest): Promise<Result<TerminalViewer>>;
  /** Forgets a session that has ended, with its history. */
  collect(session: string): Promise<Result<unknown>>;
  /** Ends the hosts that run nothing, with what they kept of ended sessions: they would wait a day for the next core. */
  release(): Promise<void>;
  on(listener: (event: PtyHostsEvent) => void): Disposable;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface FoundSession {
  readonly session: string;
  readonly host: string;
  readonly report: SessionReport;
  /** Set when its program ended while no core was there. */
  readonly exit?: { readonly code: number };
}

export interface ViewerRequest extends Omit<StreamRequest, "session"> {
  /** Frames for the viewer; their stream numbers are the host's. */
  onFrame(frame: TerminalFrame): void;
}

/**
 * A viewer's way to a terminal. Acknowledgements go through to the host, so nothing is kept here.
 * A viewer whose host is lost gets `exit` with code -1.
 */
export interface TerminalViewer {
  readonly cols: number;
  readonly rows: number;
  /** Frames from the viewer; the stream number is put right. */
  send(frame: TerminalFrame): void;
  /** Asks for a fresh snapshot with so many lines of history. */
  scrollback(lines: number): Promise<Result<{ readonly lines: number }>>;
  close(): void;
}

/** What happens to sessions and hosts. `lost`: the host is gone and the program with it. */
export type PtyHostsEvent =
  | ({ readonly session: string; readonly at: number } & (
      | { readonly type: "exit"; readonly code: number; readonly signal: number }
      | { readonly type: "lost" }
      | { readonly type: "title"; readonly title: string }
      /** Told at most about once a second while it prints; `bytes` since the last time. */
      | { readonly type: "output"; readonly bytes: number }
      /** A person typed into it; `draft`: a line that they began is not finished. */
      | { readonly type: "typed"; readonly draft?: boolean }
      | { readonly type: "notification"; readonly title: string; readonly body: string }
      | { readonly type: "bell" }
      | { readonly type: "mode"; readonly bracketedPaste: boolean; readonly alternateScreen: boolean }
      | { readonly type: "resized"; readonly cols: number; readonly rows: number }
      | { readonly type: "paused"; readonly paused: boolean }
    ))
  /** A host does not answer any more, or does again. Its sessions may still run. */
  | { readonly type: "host-hung" | "host-answers"; readonly host: string; readonly at: number };

export interface PtyHostsDeps extends HostStarter {
  report(error: unknown): void;
}

interface Host {
  readonly id: string;
  readonly link: HostLink;
  readonly heartbeat: Heartbeat;
  /** Running sessions, and those being started. */
  readonly running: Set<string>;
  /** Ended, told to listeners, and kept so that they can still be looked at; oldest first. */
  readonly ended: Set<string>;
}

/** So many hosts may be started in so long: one that dies at once would be started for ever. */
const MAX_STARTS = 8;
const STARTS_WITHIN_MS = 5 * 60_000;
/** Ended sessions whose last screen a host keeps; older ones are forgotten. */
const MAX_ENDED_PER_HOST = 10;

export function createPtyHosts(deps: PtyHostsDeps): PtyHosts {
  const { clock } = deps;
  const endpoints = join(deps.workspaceDir, ".drover", "hosts");
  const hosts = new Map<string, Host>();
  const placeOf = new Map<string, Host>();
  const listeners = new Set<(event: PtyHostsEvent) => void>();
  const viewersOf = new Map<string, Set<() => void>>();
  const limit = createRestartLimit({ count: MAX_STARTS, withinMs: STARTS_WITHIN_MS, clock });
  let starting: Promise<Result<Host>> | undefined;
  let disposed = false;

  function tell(event: PtyHostsEvent): void {
    for (const listener of listeners) listener(event);
  }

  function take(host: Host, event: PtyEvent): void {
    const { session, at } = event;
    switch (event.type) {
      case "started":
        return;
      case "exited":
        host.running.delete(session);
        host.ended.add(session);
        forgetOldest(host);
        return tell({ type: "exit", session, at, code: event.code, signal: event.signal });
      case "activity":
        return tell({ type: "output", session, at, bytes: event.bytes });
      case "user-input":
        return tell({ type: "typed", session, at, ...(event.draft === undefined ? {} : { draft: event.draft }) });
      default:
        tell(event);
    }
  }

  function forgetOldest(host: Host): void {
    for (const session of [...host.ended].slice(0, -MAX_ENDED_PER_HOST)) void collectFrom(host, session);
  }

  async function collectFrom(host: Host, session: string): Promise<Result<unknown>> {
    const collected = await host.link.request(ptyHostVerbs.collect, { session, keepHistory: false });
    if (collected.ok || collected.error.code === "session-not-found") {
      host.ended.delete(session);
      if (placeOf.get(session) === host) placeOf.delete(session);
    }
    return collected;
  }

  /** A host that has begun to run something meanwhile refuses, and stays. */
  async function releaseOne(host: Host): Promise<void> {
    await Promise.all([...host.ended].map((session) => collectFrom(host, session)));
    const ends = await host.link.request(ptyHostVerbs.shutdown, { force: false });
    if (ends.ok) await host.link.closed;
  }

  async function connect(endpoint: HostLink["endpoint"]): Promise<Result<Host>> {
    const pending: PtyEvent[] = [];
    let receive = (event: PtyEvent): void => {
      pending.push(event);
    };
    const link = await openHostLink({
      endpoint,
      version: deps.version,
      clock,
      onEvent: (event) => {
        receive(event);
      },
    });
    if (!link.ok) return link;
    const { id } = endpoint;
    const host: Host = {
      id,
      link: link.value,
      running: new Set(),
      ended: new Set(),
      heartbeat: startHeartbeat({
        clock,
        ping: () => link.value.request(ptyHostVerbs.ping, {}),
        changed(answers) {
          tell({ type: answers ? "host-answers" : "host-hung", host: id, at: clock.now() });
        },
      }),
    };
    const list = await link.value.request(ptyHostVerbs.list, {});
    if (!list.ok) {
      host.heartbeat.stop();
      link.value.close();
      return list;
    }
    for (const { session, exit } of list.value.sessions) {
      (exit === undefined ? host.running : host.ended).add(session);
      placeOf.set(session, host);
    }
    hosts.set(id, host);
    receive = (event) => {
      take(host, event);
    };
    for (const event of pending) if (event.type !== "exited" || host.running.has(event.session)) take(host, event);
    void link.value.closed.then(() => lose(host));
    return ok(host);
  }

  /** The connection is gone. Hosts do not hang up, so the process is gone too, or is of no use any more. */
  async function lose(host: Host): Promise<void> {
    host.heartbeat.stop();
    hosts.delete(host.id);
    if (disposed) return;
    const again = await connect(host.link.endpoint);
    if (again.ok) {
      for (const session of host.running) if (!again.value.running.has(session)) loseSession(host, session);
      return;
    }
    if (again.error.code === "host-gone") await removeEndpoint(endpoints, host.link.endpoint);
    for (const session of host.running) loseSession(host, session);
    for (const session of host.ended) placeOf.delete(session);
  }

  function loseSession(host: Host, session: string): void {
    if (placeOf.get(session) === host) placeOf.delete(session);
    for (const end of viewersOf.get(session) ?? []) end();
    tell({ type: "lost", session, at: clock.now() });
  }

  async function hostWithRoom(): Promise<Result<Host>> {
    for (const host of hosts.values()) {
      const fits = host.running.size < SESSIONS_PER_HOST && host.link.endpoint.version === deps.version;
      if (fits && host.heartbeat.answers) return ok(host);
    }
    starting ??= startAnother().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function startAnother(): Promise<Result<Host>> {
    if (!limit.allows()) {
      return fail("too-many-host-starts", `${MAX_STARTS} PTY hosts were started in the last five minutes.`, {
        remedy: `They seem to die at once; look into ${endpoints} for their logs.`,
      });
    }
    const endpoint = await startHost({ ...deps, endpoints });
    return endpoint.ok ? connect(endpoint.value) : endpoint;
  }

  async function spawn(request: Omit<SpawnRequest, "historyFolder">): Promise<Result<{ host: string; pid: number }>> {
    const { session } = request;
    if (placeOf.has(session)) return fail("session-exists", `There is a session ${session} already.`);
    for (;;) {
      const found = await hostWithRoom();
      if (!found.ok) return found;
      const host = found.value;
      // Others may have taken the room while a host was started.
      if (host.running.size >= SESSIONS_PER_HOST) continue;
      host.running.add(session);
      placeOf.set(session, host);
      const historyFolder = join(deps.workspaceDir, ".drover", "history", session);
      const spawned = await host.link.request(ptyHostVerbs.spawn, { ...request, historyFolder });
      if (spawned.ok) return ok({ host: host.id, pid: spawned.value.pid });
      host.running.delete(session);
      placeOf.delete(session);
      return spawned;
    }
  }

  async function on<O>(session: string, ask: (link: HostLink) => Promise<Result<O>>): Promise<Result<O>> {
    const host = placeOf.get(session);
    return host === undefined ? fail("session-not-found", `No PTY host has a session ${session}.`) : ask(host.link);
  }

  return {
    async attach() {
      for (const endpoint of await readEndpoints(endpoints)) {
        const host = mayBeAlive(endpoint.pid) ? await connect(endpoint) : undefined;
        // One that refuses us is of another version and drains by itself; one that hangs may come back.
        if (host === undefined || (!host.ok && host.error.code === "host-gone")) {
          await removeEndpoint(endpoints, endpoint);
        } else if (!host.ok) deps.report(new Error(host.error.message));
      }
      const reports = await Promise.all(
        [...hosts.values()].map(async (host) => ({ host, list: await host.link.request(ptyHostVerbs.list, {}) })),
      );
      return reports.flatMap(({ host, list }) =>
        (list.ok ? list.value.sessions : []).map((report) => ({
          session: report.session,
          host: host.id,
          report,
          ...(report.exit === undefined ? {} : { exit: { code: report.exit.code } }),
        })),
      );
    },
    spawn,
    async list() {
      const lists = await Promise.all([...hosts.values()].map((host) => host.link.request(ptyHostVerbs.list, {})));
      return lists.flatMap((list) => (list.ok ? list.value.sessions : []));
    },
    async paste(session, text, submitDelayMs) {
      const input = submitDelayMs === undefined ? { session, text } : { session, text, submitDelayMs };
      return (await on(session, (link) => link.request(ptyHostVerbs.nudge, input))).ok;
    },
    put: (session, text, seen) =>
      on(session, (link) => link.request(ptyHostVerbs.nudge, { session, text, ...(seen && { seen }) })),
    keys: (session, text, seen) =>
      on(session, (link) => link.request(ptyHostVerbs.keys, { session, text, ...(seen && { seen }) })),
    signal: (session, signal) => on(session, (link) => link.request(ptyHostVerbs.signal, { session, signal })),
    async stop(session, graceMs) {
      const stopped = await on(session, (link) => link.request(ptyHostVerbs.stop, { session, graceMs }));
      if (!stopped.ok && !["session-not-found", "disconnected"].includes(stopped.error.code)) {
        deps.report(new Error(`Session ${session} could not be stopped: ${stopped.error.message}`));
      }
    },
    pause: (session) => on(session, (link) => link.request(ptyHostVerbs.pause, { session })),
    resume: (session) => on(session, (link) => link.request(ptyHostVerbs.resume, { session })),
    async peek(session) {
      const peeked = await on(session, (link) => link.request(ptyHostVerbs.peek, { session }));
      return peeked.ok ? ok({ ...peeked.value, text: peeked.value.lines.join("\n") }) : peeked;
    },
    async openViewer(session, { onFrame, ...request }) {
      const host = placeOf.get(session);
      if (host === undefined) return fail("session-not-found", `No PTY host has a session ${session}.`);
      const opened = await host.link.openStream({ session, ...request }, onFrame);
      if (!opened.ok) return opened;
      const { stream, cols, rows, send, close } = opened.value;
      const lost = () => {
        onFrame({ op: "exit", stream, code: -1 });
      };
      const viewers = viewersOf.get(session) ?? new Set();
      viewersOf.set(session, viewers.add(lost));
      return ok({
        cols,
        rows,
        send,
        scrollback: (lines: number) => host.link.request(ptyHostVerbs.scrollback, { stream, lines }),
        close() {
          viewers.delete(lost);
          if (viewers.size === 0) viewersOf.delete(session);
          close();
        },
      });
    },
    async collect(session) {
      const host = placeOf.get(session);
      return host === undefined ? ok() : collectFrom(host, session);
    },
    async release() {
      await Promise.all([...hosts.values()].filter(({ running }) => running.size === 0).map(releaseOne));
    },
    on(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      await starting?.catch(() => undefined);
      const links = [...hosts.values()];
      for (const host of links) {
        host.heartbeat.stop();
        host.link.close();
      }
      await Promise.all(links.map((host) => host.link.closed));
      listeners.clear();
    },
  };
}
