import type { Clock } from "../core/base/clock.ts";
import { type Result, err, fail, ok } from "../../shared/model/result.ts";
import {
  PTY_EVENTS_VERB,
  type PtyEvent,
  type PtyHostVerb,
  type PtyHostVerbName,
  SESSIONS_PER_HOST,
  type SeenBefore,
  ptyHostVerbs,
} from "../../shared/wire/pty-host-protocol.ts";
import type { WireLink, WireService } from "../../shared/wire/server.ts";
import { decodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { createBlockPool } from "./block-pool.ts";
import { readLeftHistory } from "./history.ts";
import type { Searches } from "./search/searches.ts";
import type { CellWatch } from "./cell-watch.ts";
import { type EventLog, createEventLog } from "./event-log.ts";
import { nudgeKeystrokes } from "./nudge.ts";
import { createParseScheduler } from "./parse-scheduler.ts";
import type { StartPty } from "./pty.ts";
import { type Pulse, createPulse } from "./pulse.ts";
import type { SessionViewer } from "./attach-viewer.ts";
import { type Session, createSession } from "./session.ts";

/** A connection of a core. */
export interface HostPeer {
  readonly link: WireLink;
  readonly viewers: Map<number, SessionViewer>;
  readonly watches: Map<number, CellWatch>;
}

/** All sessions of one host process, and what cores may do with them. */
export interface PtyHost {
  readonly service: WireService<HostPeer>;
  /** Sessions whose program runs; sessions that ended and were not collected; connected cores. */
  readonly load: { readonly running: number; readonly ended: number; readonly peers: number };
  /** Ends every session by force. */
  dispose(): Promise<void>;
}

export interface PtyHostDeps {
  readonly clock: Clock;
  readonly startPty: StartPty;
  readonly searches: Searches;
  readonly token: string;
  readonly version: string;
  /** Different for every start of a host. */
  readonly instance: string;
  /** `load` may have changed. */
  loadChanged(): void;
  /** A core asked for the end of the host. */
  shutdown(): void;
  /** A core asked whether it is alive: the time to look after what it is found by. */
  pinged(): void;
  report(error: unknown): void;
}

const EVENT_PERIOD_MS = 1000;

type Handler = (peer: HostPeer, raw: unknown) => Promise<Result<unknown>>;

/** A verb with its handler behind its schema. */
function handle<I, O>(
  verb: PtyHostVerb<I, O>,
  run: (peer: HostPeer, input: I) => Promise<Result<O>> | Result<O>,
): Handler {
  return async (peer, raw) => {
    const input = verb.input.safeParse(raw);
    return input.success ? run(peer, input.data) : fail("bad-input", input.error.message);
  };
}

export function createPtyHost(deps: PtyHostDeps): PtyHost {
  const sessions = new Map<string, Session>();
  const peers = new Set<HostPeer>();
  const events: EventLog = createEventLog(deps.instance);
  const scheduler = createParseScheduler();
  const blocks = createBlockPool();
  const pulse: Pulse = createPulse(deps.clock, EVENT_PERIOD_MS);
  let nextStream = 1;

  const emit = (event: PtyEvent) => {
    events.append(event);
  };

  const running = () => [...sessions.values()].filter((session) => session.report.exit === undefined);

  function find(id: string): Result<Session> {
    const session = sessions.get(id);
    return session === undefined ? fail("session-not-found", `This host has no session ${id}.`) : ok(session);
  }

  function findRunning(id: string): Result<Session> {
    const found = find(id);
    if (found.ok && found.value.report.exit !== undefined) {
      return fail("session-exited", `The program of session ${id} has exited.`);
    }
    return found;
  }

  function findViewer(peer: HostPeer, stream: number): Result<SessionViewer> {
    const viewer = peer.viewers.get(stream);
    return viewer === undefined
      ? fail("stream-not-found", `There is no stream ${stream} on this connection.`)
      : ok(viewer);
  }

  /** `seen`: what was seen of it before; when it has moved on since, nothing is typed. */
  function type(session: Session, text: string, seen?: SeenBefore): Result<Record<string, never>> {
    const { outputBytes, userInputAt } = session.report;
    if (seen !== undefined && (seen.outputBytes !== outputBytes || seen.userInputAt !== userInputAt)) {
      return fail("moved-on", "The program wrote something, or a person typed, since its screen was looked at.", {
        remedy: "Look at the screen again.",
      });
    }
    if (session.type(text)) return ok({});
    return fail("input-full", "The program does not read its input.", {
      remedy: "Stop the session and start it again.",
    });
  }

  async function stop(session: Session, graceMs: number): Promise<number> {
    if (session.report.exit === undefined) await session.tree.end(graceMs, session.exited);
    const { code } = await session.exited;
    await session.over;
    session.setPaused(false);
    return code;
  }

  const handlers: Record<PtyHostVerbName, Handler> = {
    spawn: handle(ptyHostVerbs.spawn, (_peer, request) => {
      const id = request.session;
      if (sessions.has(id)) return fail("session-exists", `This host has a session ${id} already.`);
      if (running().length >= SESSIONS_PER_HOST) {
        return fail("host-full", `This host runs its ${SESSIONS_PER_HOST} sessions already.`);
      }
      let session: Session;
      try {
        session = createSession(request, {
          clock: deps.clock,
          startPty: deps.startPty,
          scheduler,
          pulse,
          blocks,
          emit,
          reportError: deps.report,
        });
      } catch (error) {
        return fail("spawn-failed", `The terminal for ${request.file} could not be opened: ${String(error)}`);
      }
      sessions.set(id, session);
      emit({ type: "started", session: id, at: session.report.startedAt, pid: session.pid });
      void session.exited.then(deps.loadChanged);
      deps.loadChanged();
      return ok(session.report);
    }),
    list: handle(ptyHostVerbs.list, () => {
      return ok({ sessions: [...sessions.values()].map((session) => session.report) });
    }),
    attach: handle(ptyHostVerbs.attach, (peer, { session: id, cols, rows, mode }) => {
      const found = find(id);
      if (!found.ok) return found;
      const stream = nextStream++;
      const viewer = found.value.attach({
        stream,
        mode,
        cols,
        rows,
        send(frame) {
          peer.link.sendBytes(frame);
        },
      });
      peer.viewers.set(stream, viewer);
      const { report } = found.value;
      return ok({ stream, cols: report.cols, rows: report.rows });
    }),
    cells: handle(ptyHostVerbs.cells, (peer, { session: id }) => {
      const found = find(id);
      if (!found.ok) return found;
      const stream = nextStream++;
      const send = (frame: Uint8Array) => {
        peer.link.sendBytes(frame);
      };
      peer.watches.set(stream, found.value.watchCells(stream, send));
      const { cols, rows } = found.value.report;
      return ok({ stream, cols, rows });
    }),
    detach: handle(ptyHostVerbs.detach, (peer, { stream }) => {
      const watch = peer.watches.get(stream);
      if (watch !== undefined) {
        watch.dispose();
        peer.watches.delete(stream);
        return ok({});
      }
      const found = findViewer(peer, stream);
      if (!found.ok) return found;
      found.value.detach();
      peer.viewers.delete(stream);
      return ok({});
    }),
    scrollback: handle(ptyHostVerbs.scrollback, async (peer, { stream, lines }) => {
      const found = findViewer(peer, stream);
      return found.ok ? ok({ lines: await found.value.scrollback(lines) }) : found;
    }),
    nudge: handle(ptyHostVerbs.nudge, async (_peer, { session: id, text, submitDelayMs, seen }) => {
      const found = findRunning(id);
      if (!found.ok) return found;
      const { bracketedPaste } = found.value;
      const typed = type(found.value, nudgeKeystrokes(text, { bracketedPaste }), seen);
      if (!typed.ok || submitDelayMs === undefined) return typed;
      await new Promise<void>((resolve) => {
        deps.clock.after(submitDelayMs, resolve);
      });
      return type(found.value, "\r");
    }),
    keys: handle(ptyHostVerbs.keys, (_peer, { session: id, text, seen }) => {
      const found = findRunning(id);
      return found.ok ? type(found.value, text, seen) : found;
    }),
    signal: handle(ptyHostVerbs.signal, async (_peer, { session: id, signal }) => {
      const found = findRunning(id);
      if (!found.ok) return found;
      await found.value.tree.signal(signal);
      return ok({});
    }),
    stop: handle(ptyHostVerbs.stop, async (_peer, { session: id, graceMs }) => {
      const found = find(id);
      return found.ok ? ok({ code: await stop(found.value, graceMs) }) : found;
    }),
    pause: handle(ptyHostVerbs.pause, async (_peer, { session: id }) => {
      const found = findRunning(id);
      if (!found.ok) return found;
      await found.value.tree.freeze();
      found.value.setPaused(true);
      return ok({});
    }),
    resume: handle(ptyHostVerbs.resume, async (_peer, { session: id }) => {
      const found = findRunning(id);
      if (!found.ok) return found;
      await found.value.tree.thaw();
      found.value.setPaused(false);
      return ok({});
    }),
    peek: handle(ptyHostVerbs.peek, async (_peer, { session: id }) => {
      const found = find(id);
      return found.ok ? ok(await found.value.peek()) : found;
    }),
    search: handle(ptyHostVerbs.search, (_peer, { session: id, folder, ...order }) => {
      const session = sessions.get(id);
      return deps.searches.run(order, () => session?.recorded() ?? readLeftHistory(folder));
    }),
    collect: handle(ptyHostVerbs.collect, async (_peer, { session: id, keepHistory }) => {
      const found = find(id);
      if (!found.ok) return found;
      if (found.value.report.exit === undefined) {
        return fail("session-running", `The program of session ${id} still runs.`);
      }
      sessions.delete(id);
      await found.value.close({ removeHistory: !keepHistory });
      deps.loadChanged();
      return ok({});
    }),
    ping: handle(ptyHostVerbs.ping, () => {
      deps.pinged();
      return ok({ sessions: sessions.size, rssBytes: process.memoryUsage.rss() });
    }),
    shutdown: handle(ptyHostVerbs.shutdown, (_peer, { force }) => {
      const count = running().length;
      if (count > 0 && !force) return fail("host-busy", `${count} sessions are still running in this host.`);
      deps.shutdown();
      return ok({});
    }),
  };

  const service: WireService<HostPeer> = {
    server: { kind: "pty-host", version: deps.version, instance: deps.instance },
    authenticate(token, _client, link) {
      if (token !== deps.token) return fail("bad-token", "The token is not the one of this host.");
      const peer: HostPeer = { link, viewers: new Map(), watches: new Map() };
      peers.add(peer);
      deps.loadChanged();
      return ok(peer);
    },
    async request(peer, verb, input) {
      if (!isVerb(verb)) return fail("unknown-verb", `A PTY host has no verb ${verb}.`);
      return handlers[verb](peer, input);
    },
    subscribe(_peer, verb, _input, { after, signal }) {
      return verb === PTY_EVENTS_VERB
        ? events.follow(after, signal)
        : err({ code: "unknown-verb", message: `A PTY host has no stream ${verb}.` });
    },
    bytes(peer, bytes) {
      const frame = decodeTerminalFrame(bytes);
      if (frame?.op === "ask") peer.watches.get(frame.stream)?.ask(frame.have);
      const viewer = frame === undefined ? undefined : peer.viewers.get(frame.stream);
      // Frames of a stream that was just closed are still under way: nothing wrong with those.
      if (frame === undefined || viewer === undefined) return;
      if (frame.op === "ack") viewer.acknowledged(frame.count);
      else if (frame.op === "input") viewer.input(frame.bytes);
      else if (frame.op === "resize") viewer.resize(frame.cols, frame.rows);
    },
    gone(peer) {
      for (const viewer of peer.viewers.values()) viewer.detach();
      peer.viewers.clear();
      for (const watch of peer.watches.values()) watch.dispose();
      peer.watches.clear();
      peers.delete(peer);
      deps.loadChanged();
    },
    report: deps.report,
  };

  return {
    service,
    get load() {
      const count = running().length;
      return { running: count, ended: sessions.size - count, peers: peers.size };
    },
    async dispose() {
      await Promise.all([...sessions.values()].map((session) => stop(session, 0)));
      await Promise.all([...sessions.values()].map((session) => session.close({ removeHistory: false })));
      sessions.clear();
      await deps.searches.dispose();
      pulse.dispose();
    },
  };
}

function isVerb(verb: string): verb is PtyHostVerbName {
  return Object.hasOwn(ptyHostVerbs, verb);
}
