import type { Terminal } from "@xterm/xterm";
import { type StoreApi, createStore } from "zustand/vanilla";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import { type TextQuery, compileQuery, isSameQuery } from "../../../shared/model/text-query.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WindowLook } from "../../lib/terminal/terminal-theme.ts";
import { type CopyMode, beginCopyMode } from "./copy-mode.ts";
import type { FeedScheduler, TerminalFeed } from "./feed-scheduler.ts";
import { type HistoryReader, createHistoryReader } from "./history-reader.ts";
import { allText, placeHints, rowOfText } from "./terminal-contents.ts";
import { terminalGrid, wholeLine } from "./terminal-grid.ts";
import { handleTerminalKey } from "./terminal-keys.ts";
import { type TerminalLink, type TerminalLinkDeps, createTerminalLink } from "./terminal-link.ts";
import { type TerminalLinks, type TerminalLinksDeps, createTerminalLinks, linkWords } from "./terminal-links.ts";
import { type TerminalPreferences, terminalOptions } from "./terminal-look.ts";
import { FIRST_STATE, type TerminalMode, type TerminalState } from "./terminal-state.ts";
import type { WebglSlots } from "./webgl-slots.ts";
import { FOUND_COLOURS, FOUND_RULER, type XtermTerminal, makeTerminal } from "./xterm-terminal.ts";

export interface LiveTerminalDeps
  extends
    Pick<TerminalLinkDeps, "connection" | "sessions">,
    Pick<TerminalLinksDeps, "agentNames" | "resolve" | "open" | "isMac"> {
  readonly agent: string;
  readonly clock: Clock;
  readonly scheduler: FeedScheduler;
  readonly webgl: WebglSlots;
  readonly preferences: TerminalPreferences;
  readonly look: WindowLook;
  announce(text: string): void;
  /** Onto the clipboard. */
  copy(text: string): void;
  zoom(step: 1 | -1 | 0): void;
}

/** A pane moved to another group is taken out and put back within a frame: the stream is kept for that long. */
const PARK_AFTER_MS = 400;
/** Lines asked of the host when the user scrolls up beyond what is here, or searches: all that it keeps of a session. */
const HISTORY_LINES = 10_000;
/** Lines the page keeps from then on: that history, and what comes while it is read. */
const WITH_HISTORY = 12_000;

/** One agent's terminal in this page. Lives outside of React, so that it survives moves between panes. */
export class LiveTerminal {
  readonly agent: string;
  readonly state: StoreApi<TerminalState>;
  readonly #xterm: XtermTerminal;
  readonly #terminal: Terminal;
  readonly #host = document.createElement("div");
  readonly #deps: LiveTerminalDeps;
  readonly #feed: TerminalFeed;
  readonly #link: TerminalLink;
  readonly #links: TerminalLinks;
  readonly #resizes = new ResizeObserver(() => {
    this.#refit();
  });
  readonly #history: HistoryReader;
  #preferences: TerminalPreferences;
  #copyMode: CopyMode | undefined;
  #lastQuery: TextQuery | undefined;
  /** Resolves when what is searched is all here. */
  #searchable = Promise.resolve();
  #isOpened = false;
  #releaseWebgl = () => {};
  #takeBackParking = () => {};

  constructor(deps: LiveTerminalDeps) {
    this.agent = deps.agent;
    this.#deps = deps;
    this.#preferences = deps.preferences;
    this.state = createStore<TerminalState>(() => FIRST_STATE);
    this.#host.className = "relative size-full overflow-hidden";
    this.#xterm = makeTerminal(terminalOptions(deps.preferences, deps.look));
    this.#terminal = this.#xterm.terminal;
    this.#terminal.attachCustomKeyEventHandler((event) => this.#heard(event));
    this.#xterm.search.onDidChangeResults(({ resultCount, resultIndex }) => {
      this.state.setState({ found: { count: resultCount, index: resultIndex } });
    });
    this.#terminal.onSelectionChange(() => {
      if (this.#preferences.copyOnSelect && this.#terminal.hasSelection()) deps.copy(this.#terminal.getSelection());
    });
    this.#links = createTerminalLinks({
      ...deps,
      terminal: this.#terminal,
      hover: (link) => {
        const [placed] = link === undefined ? [] : placeHints(this.#terminal, [link]);
        const hovered =
          placed === undefined ? undefined : { text: linkWords(placed.link.target), x: placed.x, y: placed.y };
        this.state.setState({ hovered });
      },
    });
    this.#feed = deps.scheduler.add({
      sink: this.#terminal,
      parsed: (count) => {
        this.#link.acknowledge(count);
      },
      isFocused: () => this.#host.contains(document.activeElement),
    });
    this.#link = createTerminalLink({
      agent: deps.agent,
      connection: deps.connection,
      sessions: deps.sessions,
      state: this.state,
      clock: deps.clock,
      size: () => this.#fitting() ?? { cols: this.#terminal.cols, rows: this.#terminal.rows },
      output: {
        snapshot: (cols, rows, bytes) => {
          this.#repaint(cols, rows, bytes);
        },
        data: (bytes) => {
          this.#feed.push(bytes);
          if (this.#history.isWaiting) this.#feed.after(this.#history.settle);
        },
        resized: (cols, rows) => {
          this.#feed.after(() => {
            this.#terminal.resize(cols, rows);
          });
        },
      },
    });
    this.#history = createHistoryReader({
      buffer: () => this.#terminal.buffer.active,
      isLive: () => this.state.getState().phase === "live",
      read: () => {
        this.#terminal.options.scrollback = Math.max(this.#preferences.scrollback, WITH_HISTORY);
        return this.#link.readHistory(HISTORY_LINES);
      },
      scrollTo: (line) => {
        this.#terminal.scrollToLine(line);
      },
      // It brings its scroll bar up to date in the first frame, as it draws.
      afterDrawing: (run) => requestAnimationFrame(() => requestAnimationFrame(run)),
    });
    this.#listen();
  }

  /** Shows it within `container`, which it fills from now on. */
  attach(container: HTMLElement): void {
    this.#takeBackParking();
    if (this.#host.parentElement !== container) container.append(this.#host);
    if (!this.#isOpened) {
      this.#isOpened = true;
      // What was typed at the page's own keys must not reach the agent.
      this.#terminal.open(this.#host);
    }
    this.#resizes.disconnect();
    this.#resizes.observe(this.#host);
    this.#releaseWebgl();
    this.#releaseWebgl = this.#deps.webgl.take(this.#terminal, (renderer) => {
      this.state.setState({ renderer });
    });
    this.#refit();
    this.#link.show();
  }

  /** Takes it out of `container`, unless it was shown elsewhere meanwhile. Soon after, it is parked. */
  detach(container: HTMLElement): void {
    if (this.#host.parentElement !== container) return;
    this.#copyMode?.end();
    this.#resizes.disconnect();
    this.#releaseWebgl();
    this.#releaseWebgl = () => {};
    this.#host.remove();
    this.#takeBackParking = this.#deps.clock.after(PARK_AFTER_MS, () => {
      this.#feed.clear();
      this.#link.park();
    });
  }

  /** Watching neither types nor resizes; the other way the terminal takes the size of the pane. */
  setMode(mode: TerminalMode): void {
    if (this.state.getState().mode === mode) return;
    this.state.setState({ mode });
    this.#terminal.options.disableStdin = mode === "watch";
    this.#link.reopen();
  }

  /** As the user wants it, and as the window looks now. */
  setLook(preferences: TerminalPreferences, look: WindowLook): void {
    const kept = this.#terminal.options.scrollback ?? 0;
    const isLonger = kept > this.#preferences.scrollback;
    this.#preferences = preferences;
    const options = terminalOptions(preferences, look);
    // History that was fetched stays until the terminal is shown anew.
    this.#terminal.options = isLonger ? { ...options, scrollback: Math.max(kept, preferences.scrollback) } : options;
    this.#refit();
    this.#copyMode?.draw();
  }

  setSearching(isSearching: boolean): void {
    this.state.setState({ isSearching });
    if (isSearching) {
      this.#searchable = this.#history.all();
      return;
    }
    this.#copyMode?.toFound();
    this.#xterm.search.clearDecorations();
    this.state.setState({ found: undefined });
    this.focus();
  }

  /** On its screen, and in all that its host keeps of what was there; what it finds is in the state. */
  async find(query: TextQuery, direction: "next" | "previous"): Promise<Result<void, Failure<"bad-pattern">>> {
    const { text, matchCase = false, wholeWord = false, isPattern = false } = query;
    const compiled = compileQuery(query);
    if (!compiled.ok) return compiled;
    const before = this.#lastQuery;
    this.#lastQuery = query;
    await this.#searchable;
    if (this.#lastQuery !== query) return ok();
    const { search } = this.#xterm;
    // What it has counted holds for it as long as the text is the same, whatever else is asked.
    if (before?.text === text && !isSameQuery(before, query)) search.clearDecorations();
    this.#terminal.options.overviewRuler = FOUND_RULER;
    const options = { caseSensitive: matchCase, wholeWord, regex: isPattern, decorations: FOUND_COLOURS };
    const isFound = direction === "next" ? search.findNext(text, options) : search.findPrevious(text, options);
    if (!isFound) this.state.setState({ found: { count: 0, index: -1 } });
    return ok();
  }

  /** Goes to the line that a search over all terminals found, wherever it stands by now. */
  async showFound(row: number, text: string): Promise<void> {
    await this.#history.all();
    const grid = terminalGrid(this.#terminal);
    const at = rowOfText(grid, row, text);
    if (at === undefined) return;
    this.#terminal.scrollToLine(Math.max(0, at - Math.floor(grid.page / 3)));
    const { first, cells } = wholeLine(grid, at);
    this.#terminal.select(0, first, cells.length);
  }

  /** The screen stands still from now on, and keys move over it and its history. */
  async startCopying(): Promise<void> {
    if (this.#copyMode !== undefined) return;
    this.focus();
    await this.#history.all();
    if (this.#copyMode !== undefined || !this.#isOpened) return;
    this.#feed.hold(true);
    this.state.setState({ isCopying: true });
    this.#copyMode = beginCopyMode({
      terminal: this.#terminal,
      announce: this.#deps.announce,
      copy: this.#deps.copy,
      search: () => {
        this.setSearching(true);
      },
      find: (direction) => {
        if (this.#lastQuery === undefined) return;
        void this.find(this.#lastQuery, direction).then(() => this.#copyMode?.toFound());
      },
      left: () => {
        this.#copyMode = undefined;
        this.#feed.hold(false);
        this.state.setState({ isCopying: false });
        this.#refit();
        this.#deps.announce("Copy mode ended");
      },
    });
  }

  /** Labels the links on the screen; the next letters open one. */
  async showHints(): Promise<void> {
    const links = await this.#links.onScreen();
    const hints = placeHints(this.#terminal, links);
    if (hints.length === 0) this.#deps.announce("No links on this screen");
    else this.state.setState({ hints });
  }

  hideHints(): void {
    this.state.setState({ hints: undefined });
    this.focus();
  }

  /** Whether the program takes what is pasted as one piece. */
  get takesPastes(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  paste(text: string): void {
    this.#terminal.paste(text);
    this.focus();
  }

  /** All that there is, with what the host keeps; or the last so many lines, without blank ones at the end. */
  async text(last?: number): Promise<string> {
    if (last === undefined || last > this.#terminal.buffer.active.length) await this.#history.all();
    return allText(terminalGrid(this.#terminal), last);
  }

  focus(): void {
    this.#terminal.focus();
  }

  retry(): void {
    this.#link.reopen();
  }

  dispose(): void {
    this.#takeBackParking();
    this.#resizes.disconnect();
    this.#link.dispose();
    this.#feed.dispose();
    this.#links.dispose();
    this.#releaseWebgl();
    this.#terminal.dispose();
    this.#host.remove();
  }

  /** A key that goes down in it; false keeps it from the program. */
  #heard(event: KeyboardEvent): boolean {
    if (this.#copyMode !== undefined) {
      if (event.type === "keydown") {
        event.preventDefault();
        this.#copyMode.press(event);
      }
      return false;
    }
    const { isMac, copy, zoom } = this.#deps;
    return handleTerminalKey(event, {
      isMac,
      copy,
      zoom,
      selection: () => this.#terminal.getSelection(),
      search: () => {
        this.setSearching(true);
      },
    });
  }

  #listen(): void {
    const terminal = this.#terminal;
    terminal.onData((text) => {
      this.#link.type(new TextEncoder().encode(text));
    });
    terminal.onBinary((text) => {
      this.#link.type(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    });
    this.#host.addEventListener(
      "wheel",
      (event) => {
        if (this.#history.isPlacing) event.stopPropagation();
        else if (event.deltaY < 0) this.#history.look();
      },
      { passive: true, capture: true },
    );
    this.state.subscribe(({ phase }, before) => {
      if (phase !== "opening" || before.phase === "opening") return;
      this.#copyMode?.end();
      this.#history.reset();
      terminal.options.scrollback = this.#preferences.scrollback;
    });
    // In the capture phase, and late enough to see where the key has scrolled to.
    this.#host.addEventListener(
      "keydown",
      (event) => {
        if (event.shiftKey && event.key === "PageUp") requestAnimationFrame(this.#history.look);
      },
      { capture: true },
    );
    terminal.onScroll((line) => {
      this.#copyMode?.draw();
      // The scroll bar, dragged to its top.
      if (line === 0 && terminal.buffer.active.baseY > 0) this.#history.look();
    });
  }

  /** A snapshot replaces everything before it. */
  #repaint(cols: number, rows: number, bytes: Uint8Array): void {
    this.#feed.clear();
    this.#feed.after(() => {
      this.#history.begin();
      this.#terminal.reset();
      this.#terminal.resize(cols, rows);
    });
    this.#feed.push(bytes);
    this.#feed.after(() => {
      this.state.setState({ hasScreen: true });
      this.#refit();
      this.#history.settle();
    });
  }

  /** What fits the pane; nothing while it is not laid out. */
  #fitting(): { readonly cols: number; readonly rows: number } | undefined {
    if (this.#host.clientWidth === 0) return undefined;
    const size = this.#xterm.fit.proposeDimensions();
    return size !== undefined && size.cols >= 2 && size.rows >= 1 ? size : undefined;
  }

  #refit(): void {
    const { mode, phase, isCopying } = this.state.getState();
    const size = mode === "control" && !isCopying ? this.#fitting() : undefined;
    if (size === undefined) return;
    // The program's terminal goes first: `resized` tells when it has.
    if (phase === "live") this.#link.resize(size.cols, size.rows);
    else this.#terminal.resize(size.cols, size.rows);
  }
}
