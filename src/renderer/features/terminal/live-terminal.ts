import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { type StoreApi, createStore } from "zustand/vanilla";
import type { Clock } from "../../lib/clock.ts";
import { type HistoryReader, createHistoryReader } from "./history-reader.ts";
import { handleTerminalKey } from "./terminal-keys.ts";
import { type TerminalLink, type TerminalLinkDeps, createTerminalLink } from "./terminal-link.ts";
import type { TerminalMode, TerminalState } from "./terminal-state.ts";
import { terminalTheme } from "../../lib/terminal/terminal-theme.ts";
import type { FeedScheduler, TerminalFeed } from "./feed-scheduler.ts";
import type { WebglSlots } from "./webgl-slots.ts";

export interface LiveTerminalDeps extends Pick<TerminalLinkDeps, "connection" | "sessions"> {
  readonly agent: string;
  readonly clock: Clock;
  readonly scheduler: FeedScheduler;
  readonly webgl: WebglSlots;
  readonly isMac: boolean;
  readonly theme: "light" | "dark";
  /** Asks the user, then opens it outside. */
  openLink(url: string): void;
}

/** A pane moved to another group is taken out and put back within a frame: the stream is kept for that long. */
const PARK_AFTER_MS = 400;
/** Pixels; the fit leaves them free beside the cells. */
const SCROLLBAR_WIDTH = 10;
/** Lines asked of the host when the user scrolls up beyond what is here: all that it keeps of a session. */
const HISTORY_LINES = 10_000;
/** Lines the page keeps: that history, and what comes while it is read. */
const SCROLLBACK = 12_000;

/** One agent's terminal in this page. Lives outside of React, so that it survives moves between panes. */
export class LiveTerminal {
  readonly agent: string;
  readonly state: StoreApi<TerminalState>;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #host = document.createElement("div");
  readonly #deps: LiveTerminalDeps;
  readonly #feed: TerminalFeed;
  readonly #link: TerminalLink;
  readonly #resizes = new ResizeObserver(() => {
    this.#refit();
  });
  readonly #history: HistoryReader;
  #releaseWebgl = () => {};
  #takeBackParking = () => {};

  constructor(deps: LiveTerminalDeps) {
    this.agent = deps.agent;
    this.#deps = deps;
    this.state = createStore<TerminalState>(() => ({
      phase: "parked",
      mode: "control",
      renderer: "dom",
      hasScreen: false,
      isSearching: false,
      cols: 80,
      rows: 24,
    }));
    this.#host.className = "size-full overflow-hidden";
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace',
      fontSize: 12.5,
      lineHeight: 1.2,
      letterSpacing: 0,
      scrollback: SCROLLBACK,
      overviewRuler: { width: SCROLLBAR_WIDTH },
      minimumContrastRatio: 3,
      macOptionIsMeta: true,
      rightClickSelectsWord: true,
      smoothScrollDuration: 0,
      theme: terminalTheme(deps.theme),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    this.#terminal.loadAddon(
      new WebLinksAddon((event, url) => {
        event.preventDefault();
        deps.openLink(url);
      }),
    );
    this.#terminal.attachCustomKeyEventHandler((event) =>
      handleTerminalKey(event, {
        isMac: deps.isMac,
        selection: () => this.#terminal.getSelection(),
        search: () => {
          this.setSearching(true);
        },
      }),
    );
    this.#feed = deps.scheduler.add({
      sink: this.#terminal,
      parsed: (count) => {
        this.#link.acknowledge(count);
      },
      isFocused: () => this.#host.contains(this.#host.ownerDocument.activeElement),
    });
    this.#link = createTerminalLink({
      agent: deps.agent,
      connection: deps.connection,
      sessions: deps.sessions,
      state: this.state,
      size: () => this.#fit.proposeDimensions() ?? { cols: this.#terminal.cols, rows: this.#terminal.rows },
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
      read: () => this.#link.readHistory(HISTORY_LINES),
      scrollTo: (line) => {
        this.#terminal.scrollToLine(line);
      },
      // It brings its scroll bar up to date in the first frame, as it draws.
      afterDrawing: (run) => requestAnimationFrame(() => requestAnimationFrame(run)),
    });
    this.#terminal.onData((text) => {
      this.#link.type(new TextEncoder().encode(text));
    });
    this.#terminal.onBinary((text) => {
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
    this.state.subscribe(({ phase }) => {
      if (phase === "opening") this.#history.reset();
    });
    // In the capture phase, and late enough to see where the key has scrolled to.
    this.#host.addEventListener(
      "keydown",
      (event) => {
        if (event.shiftKey && event.key === "PageUp") requestAnimationFrame(this.#history.look);
      },
      { capture: true },
    );
    // The scroll bar, dragged to its top.
    this.#terminal.onScroll((line) => {
      if (line === 0 && this.#terminal.buffer.active.baseY > 0) this.#history.look();
    });
  }

  /** Shows it within `container`, which it fills from now on. */
  attach(container: HTMLElement): void {
    this.#takeBackParking();
    if (this.#host.parentElement !== container) container.append(this.#host);
    // Where it is open already, it only learns which window it is in now.
    this.#terminal.open(this.#host);
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

  setTheme(theme: "light" | "dark"): void {
    this.#terminal.options.theme = terminalTheme(theme);
  }

  setSearching(isSearching: boolean): void {
    this.state.setState({ isSearching });
    if (isSearching) return;
    this.#search.clearDecorations();
    this.focus();
  }

  find(text: string, direction: "next" | "previous"): boolean {
    const options = {
      incremental: false,
      decorations: {
        matchBackground: "#6f6a2e",
        activeMatchBackground: "#a8892a",
        matchOverviewRuler: "#a8892a",
        activeMatchColorOverviewRuler: "#e9c46e",
      },
    };
    return direction === "next" ? this.#search.findNext(text, options) : this.#search.findPrevious(text, options);
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
    this.#releaseWebgl();
    this.#terminal.dispose();
    this.#host.remove();
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
      this.state.setState({ cols, rows, hasScreen: true });
      this.#refit();
      this.#history.settle();
    });
  }

  #refit(): void {
    const { mode, phase } = this.state.getState();
    if (mode !== "control" || this.#host.clientWidth === 0) return;
    const size = this.#fit.proposeDimensions();
    if (size === undefined || Number.isNaN(size.cols) || Number.isNaN(size.rows)) return;
    if (size.cols < 2 || (size.cols === this.#terminal.cols && size.rows === this.#terminal.rows)) return;
    this.#terminal.resize(size.cols, size.rows);
    this.state.setState(size);
    if (phase === "live") this.#link.resize(size.cols, size.rows);
  }
}
