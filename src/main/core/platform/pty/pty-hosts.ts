import { join } from "node:path";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import {
  type PtyEvent,
  SESSIONS_PER_HOST,
  type SpawnRequest,
  ptyHostVerbs,
} from "../../../../shared/wire/pty-host-protocol.ts";
import { exists } from "../fs/exists.ts";
import { createRestartLimit } from "../../base/restart-limit.ts";
import { type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { openPeekedCells } from "./peeked-cells.ts";
import { readEndpoints, removeEndpoint } from "./host-files.ts";
import type { HostLink } from "./host-link.ts";
import { openHostLink } from "./host-link.ts";
import type { FoundSession, PtyHosts, PtyHostsEvent } from "./pty-sessions.ts";
import { type Reach, reachHost } from "./reach-host.ts";
import { type HostStarter, startHost } from "./start-host.ts";

export type * from "./pty-sessions.ts";

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
/** How soon a host that was out of reach is tried again. */
const REACH_AGAIN_MS = 15_000;
/** So long the last screens of a host of an older build can be looked at before it is let go. */
const DRAIN_MS = 10 * 60_000;

export function createPtyHosts(deps: PtyHostsDeps): PtyHosts {
  const { clock } = deps;
  const endpoints = join(deps.workspaceDir, ".drover", "hosts");
  const hosts = new Map<string, Host>();
  const placeOf = new Map<string, Host>();
  const listeners = new Set<(event: PtyHostsEvent) => void>();
  const viewersOf = new Map<string, Set<() => void>>();
  /** Hosts that may run and cannot be reached, with the next try. */
  const outOfReach = new Map<string, Disposable>();
  const draining = new Set<Disposable>();
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
        drain(host);
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

  /** A host of another build takes no new sessions: once it runs nothing it is let go. */
  function drain(host: Host): void {
    if (host.running.size > 0 || host.link.endpoint.version === deps.version) return;
    const timer = clock.after(DRAIN_MS, () => {
      draining.delete(timer);
      releaseOne(host).catch(deps.report);
    });
    draining.add(timer);
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
    drain(host);
    void link.value.closed.then(() => lose(host));
    return ok(host);
  }

  /** Connects to a host that there was; one that stays out of reach is tried again until it is found or gone. */
  async function reach(endpoint: HostLink["endpoint"]): Promise<Reach<Host>> {
    const reached = await reachHost(endpoint, { clock, connect });
    if (reached.kind === "gone") await removeEndpoint(endpoints, endpoint);
    if (reached.kind !== "out-of-reach") {
      outOfReach.delete(endpoint.id);
      return reached;
    }
    if (!outOfReach.has(endpoint.id)) deps.report(new Error(reached.reason));
    outOfReach.set(
      endpoint.id,
      clock.after(REACH_AGAIN_MS, () => {
        reachAgain(endpoint).catch(deps.report);
      }),
    );
    return reached;
  }

  async function reachAgain(endpoint: HostLink["endpoint"]): Promise<void> {
    if (disposed) return;
    const reached = await reach(endpoint);
    if (reached.kind === "out-of-reach") return;
    const sessions = reached.kind === "connected" ? await heldBy(reached.host) : [];
    tell({ type: "host-found", host: endpoint.id, at: clock.now(), sessions });
  }

  async function heldBy(host: Host): Promise<readonly FoundSession[]> {
    const list = await host.link.request(ptyHostVerbs.list, {});
    return (list.ok ? list.value.sessions : []).map((report) => ({
      session: report.session,
      host: host.id,
      report,
      ...(report.exit === undefined ? {} : { exit: { code: report.exit.code } }),
    }));
  }

  /** The connection is gone. Hosts do not hang up, so the process is gone too, or something came between. */
  async function lose(host: Host): Promise<void> {
    host.heartbeat.stop();
    hosts.delete(host.id);
    if (disposed) return;
    const again = await reach(host.link.endpoint);
    for (const session of host.running) {
      if (again.kind === "connected" && again.host.running.has(session)) continue;
      // Its viewers are cut off in any case; whether it is lost shows when its host is found.
      if (again.kind === "out-of-reach") cutOff(host, session);
      else loseSession(host, session);
    }
    if (again.kind !== "connected") for (const session of host.ended) placeOf.delete(session);
  }

  function cutOff(host: Host, session: string): void {
    if (placeOf.get(session) === host) placeOf.delete(session);
    for (const end of viewersOf.get(session) ?? []) end();
  }

  function loseSession(host: Host, session: string): void {
    cutOff(host, session);
    tell({ type: "lost", session, at: clock.now() });
  }

  /** Calls back when the session's host is lost, until the answer is called. */
  function whenLost(session: string, callback: () => void): () => void {
    const viewers = viewersOf.get(session) ?? new Set();
    viewersOf.set(session, viewers.add(callback));
    return () => {
      viewers.delete(callback);
      if (viewers.size === 0) viewersOf.delete(session);
    };
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
      const spawned = await host.link.request(ptyHostVerbs.spawn, { ...request, historyFolder: historyOf(session) });
      if (spawned.ok) return ok({ host: host.id, pid: spawned.value.pid });
      host.running.delete(session);
      placeOf.delete(session);
      return spawned;
    }
  }

  const historyOf = (session: string) => join(deps.workspaceDir, ".drover", "history", session);

  async function on<O>(session: string, ask: (link: HostLink) => Promise<Result<O>>): Promise<Result<O>> {
    const host = placeOf.get(session);
    return host === undefined ? fail("session-not-found", `No PTY host has a session ${session}.`) : ask(host.link);
  }

  return {
    async attach() {
      const found = await readEndpoints(endpoints, deps.report);
      await Promise.all(found.map(reach));
      return (await Promise.all([...hosts.values()].map(heldBy))).flat();
    },
    isOutOfReach: (host) => outOfReach.has(host),
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
    async search(session, order) {
      const folder = historyOf(session);
      let host = placeOf.get(session);
      if (host === undefined) {
        // What a host left that was killed: any other reads it.
        if (!(await exists(folder))) return fail("session-not-found", `Nothing is kept of session ${session}.`);
        const any = await hostWithRoom();
        if (!any.ok) return any;
        host = any.value;
      }
      return host.link.request(ptyHostVerbs.search, { session, folder, ...order });
    },
    async openViewer(session, { onFrame, ...request }) {
      const host = placeOf.get(session);
      if (host === undefined) return fail("session-not-found", `No PTY host has a session ${session}.`);
      const opened = await host.link.openStream({ session, ...request }, onFrame);
      if (!opened.ok) return opened;
      const { stream, cols, rows, send, close } = opened.value;
      const forget = whenLost(session, () => {
        onFrame({ op: "exit", stream, code: -1 });
      });
      return ok({
        cols,
        rows,
        send,
        scrollback: (lines: number) => host.link.request(ptyHostVerbs.scrollback, { stream, lines }),
        close() {
          forget();
          close();
        },
      });
    },
    async openCells(session, onFrame) {
      const host = placeOf.get(session);
      if (host === undefined) return fail("session-not-found", `No PTY host has a session ${session}.`);
      let opened = await host.link.openCells(session, onFrame);
      if (!opened.ok && opened.error.code === "unknown-verb") {
        const peek = () => host.link.request(ptyHostVerbs.peek, { session });
        opened = await openPeekedCells({ peek, clock, onFrame });
      }
      if (!opened.ok) return opened;
      const { stream, cols, rows, send, close } = opened.value;
      const forget = whenLost(session, () => {
        onFrame({ op: "exit", stream, code: -1 });
      });
      return ok({
        cols,
        rows,
        ask(have: number) {
          send({ op: "ask", stream, have });
        },
        close() {
          forget();
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
      for (const timer of [...draining, ...outOfReach.values()]) timer[Symbol.dispose]();
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
