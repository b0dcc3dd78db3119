import { type CellScreen, EMPTY_SCREEN, applyCellUpdate } from "../../../shared/wire/cell-screen.ts";
import type { TerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connection/connection.ts";
import type { SessionStore } from "../server-state/session-store.ts";

/** What there is of an agent's screen: `why` in place of a live one. */
export interface CellView {
  /** The last one there was. */
  readonly screen: CellScreen;
  /** opening: asked for; live: follows; ended: its program is gone; unshown: there is no screen, and `why`. */
  readonly phase: "opening" | "live" | "ended" | "unshown";
  readonly why?: string;
}

/** One look at an agent's screen. */
export interface CellLook {
  readonly view: CellView;
  /** Whether it is in sight. What is in nobody's sight is not asked for, and costs nothing. */
  setInSight(isInSight: boolean): void;
  release(): void;
}

/** The screens of agents, small and many: shared by all that show the same one. */
export interface CellSource {
  /** `changed` gets the rows that are drawn otherwise now, or undefined for anything else. */
  look(agent: string, changed: (rows: readonly number[] | undefined) => void): CellLook;
  /** While the page is hidden nothing is asked for. */
  setPageHidden(isHidden: boolean): void;
  dispose(): void;
}

export interface CellSourceDeps {
  readonly connection: Connection;
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/** Tiles that come into sight together are opened together, and a pane that moves keeps its streams. */
const OPEN_AFTER_MS = 16;
const CLOSE_AFTER_MS = 1_000;
/** As many as one call takes. */
const MAX_AT_ONCE = 200;

interface Feed {
  readonly agent: string;
  readonly looks: Map<object, { isInSight: boolean; changed(rows: readonly number[] | undefined): void }>;
  view: CellView;
  stream: number | undefined;
  session: string | undefined;
  seq: number;
  isAsked: boolean;
  /** Raised by whatever makes an answer under way worthless. */
  turn: number;
  unclaim(): void;
}

export function createCellSource({ connection, sessions, clock }: CellSourceDeps): CellSource {
  const feeds = new Map<string, Feed>();
  const toOpen = new Set<Feed>();
  let isPageHidden = false;
  let takeBackOpening: (() => void) | undefined;
  let takeBackClosing: (() => void) | undefined;

  function tell(feed: Feed, rows: readonly number[] | undefined): void {
    for (const look of feed.looks.values()) look.changed(rows);
  }

  function enter(feed: Feed, phase: CellView["phase"], why?: string): void {
    feed.view = { screen: feed.view.screen, phase, ...(why === undefined ? {} : { why }) };
    tell(feed, undefined);
  }

  function ask(feed: Feed): void {
    if (feed.stream === undefined || feed.isAsked || isPageHidden) return;
    if (![...feed.looks.values()].some(({ isInSight }) => isInSight)) return;
    feed.isAsked = true;
    connection.sendFrame({ op: "ask", stream: feed.stream, have: feed.seq });
  }

  function take(feed: Feed, frame: TerminalFrame): void {
    if (frame.op === "exit") {
      feed.unclaim();
      feed.stream = undefined;
      enter(feed, "ended");
    }
    if (frame.op !== "cells") return;
    feed.isAsked = false;
    const applied = applyCellUpdate(feed.seq === 0 ? EMPTY_SCREEN : feed.view.screen, frame.bytes);
    // What makes no sense is asked for anew, whole.
    feed.seq = applied === undefined ? 0 : frame.seq;
    if (applied !== undefined) {
      feed.view = { screen: applied.screen, phase: "live" };
      tell(feed, applied.changed);
    }
    ask(feed);
  }

  function openSoon(feed: Feed): void {
    toOpen.add(feed);
    takeBackOpening ??= clock.after(OPEN_AFTER_MS, () => {
      takeBackOpening = undefined;
      void openAll();
    });
  }

  async function openAll(): Promise<void> {
    const wanted = [...toOpen].filter((feed) => feed.looks.size > 0).slice(0, MAX_AT_ONCE);
    for (const feed of wanted) toOpen.delete(feed);
    if (wanted.length === 0 || connection.state.getState().phase !== "connected") return;
    const turns = new Map(wanted.map((feed) => [feed, ++feed.turn]));
    close(wanted.flatMap((feed) => drop(feed) ?? []));
    const answer = await connection.client.call("wall.open", { agents: wanted.map(({ agent }) => agent) });
    for (const feed of wanted) {
      if (feed.turn !== turns.get(feed)) continue;
      // The connection's return opens it again.
      if (!answer.ok) {
        if (answer.error.code !== "disconnected") enter(feed, "unshown", answer.error.message);
        continue;
      }
      const none = answer.value.unshown.find(({ agent }) => agent === feed.agent);
      if (none !== undefined) enter(feed, "unshown", none.message);
    }
    if (answer.ok) adopt(answer.value.tiles, turns);
    if (toOpen.size > 0) void openAll();
  }

  function adopt(
    tiles: readonly { readonly agent: string; readonly stream: number; readonly session: string }[],
    turns: ReadonlyMap<Feed, number>,
  ): void {
    const late: number[] = [];
    for (const { agent, stream, session } of tiles) {
      const feed = feeds.get(agent);
      if (feed === undefined || feed.turn !== turns.get(feed)) {
        late.push(stream);
        continue;
      }
      feed.stream = stream;
      feed.session = session;
      feed.seq = 0;
      feed.isAsked = false;
      feed.unclaim = connection.claimStream(stream, (frame) => {
        take(feed, frame);
      });
      enter(feed, "live");
      ask(feed);
    }
    close(late);
  }

  /** Lets go of its stream, and answers which it was. */
  function drop(feed: Feed): number | undefined {
    const { stream } = feed;
    feed.unclaim();
    feed.stream = undefined;
    feed.isAsked = false;
    return stream;
  }

  function closeUnused(): void {
    const unused = [...feeds.values()].filter((feed) => feed.looks.size === 0);
    for (const feed of unused) {
      feed.turn += 1;
      feeds.delete(feed.agent);
    }
    const streams = unused.flatMap((feed) => drop(feed) ?? []);
    close(streams);
  }

  function close(streams: readonly number[]): void {
    if (streams.length > 0) void connection.client.call("wall.close", { streams: [...streams] });
  }

  const stopConnection = connection.state.subscribe((now, before) => {
    if (now.phase === before.phase) return;
    for (const feed of feeds.values()) {
      if (now.phase === "connected") openSoon(feed);
      else if (before.phase === "connected") {
        feed.turn += 1;
        drop(feed);
        enter(feed, "opening");
      }
    }
  });
  const stopSessions = sessions.store.subscribe(({ byAgent }, before) => {
    if (byAgent === before.byAgent) return;
    for (const feed of feeds.values()) {
      const status = byAgent.get(feed.agent);
      if (status === undefined || status === before.byAgent.get(feed.agent)) continue;
      const isOver = status.state === "exited" || status.state === "lost";
      if (status.session !== feed.session && !isOver) openSoon(feed);
    }
  });

  return {
    look(agent, changed) {
      let feed = feeds.get(agent);
      if (feed === undefined) {
        feed = {
          agent,
          looks: new Map(),
          view: { screen: EMPTY_SCREEN, phase: "opening" },
          stream: undefined,
          session: undefined,
          seq: 0,
          isAsked: false,
          turn: 0,
          unclaim() {},
        };
        feeds.set(agent, feed);
        openSoon(feed);
      }
      const one = feed;
      const key = {};
      one.looks.set(key, { isInSight: true, changed });
      ask(one);
      return {
        get view() {
          return one.view;
        },
        setInSight(isInSight) {
          const look = one.looks.get(key);
          if (look === undefined || look.isInSight === isInSight) return;
          look.isInSight = isInSight;
          ask(one);
        },
        release() {
          if (!one.looks.delete(key) || one.looks.size > 0) return;
          takeBackClosing ??= clock.after(CLOSE_AFTER_MS, () => {
            takeBackClosing = undefined;
            closeUnused();
          });
        },
      };
    },
    setPageHidden(isHidden) {
      isPageHidden = isHidden;
      for (const feed of feeds.values()) ask(feed);
    },
    dispose() {
      takeBackOpening?.();
      takeBackClosing?.();
      stopConnection();
      stopSessions();
      for (const feed of feeds.values()) feed.looks.clear();
      closeUnused();
    },
  };
}
