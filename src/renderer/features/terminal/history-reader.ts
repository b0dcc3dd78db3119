/** What of a terminal's buffer tells where the user looks. Lines are counted from the oldest. */
export interface BufferView {
  readonly type: "normal" | "alternate";
  /** The first line of the screen: so many lines are above it. */
  readonly baseY: number;
  /** The first line that is shown. */
  readonly viewportY: number;
}

export interface HistoryReaderDeps {
  buffer(): BufferView;
  isLive(): boolean;
  /** Asks for a snapshot with history; resolves with the number of its lines above the screen, or nothing if it failed. */
  read(): Promise<number | undefined>;
  scrollTo(line: number): void;
  /** Runs once what was scrolled to is drawn. */
  afterDrawing(run: () => void): void;
}

/**
 * Fetches what is older than the page has, when the user looks at the oldest line, and keeps what they look at in its place.
 *  unread: there is more to ask for; asked: until its snapshot begins; here: until another snapshot or stream.
 */
export interface HistoryReader {
  /** The user has scrolled up. */
  look(): void;
  /** Fetches it wherever the user looks: for a search, or to copy from. Resolves when all that there is is here. */
  all(): Promise<void>;
  /** A snapshot is about to replace everything. */
  begin(): void;
  /** More of what came is on the screen. */
  settle(): void;
  /** A new stream brings a screen without its history. */
  reset(): void;
  /** What comes may be part of the history: `settle` must hear of it. */
  readonly isWaiting: boolean;
  /** The terminal was scrolled and has not drawn it yet: its scroll bar stands elsewhere, and a turn of the wheel would begin there. */
  readonly isPlacing: boolean;
}

export function createHistoryReader(deps: HistoryReaderDeps): HistoryReader {
  let state: "unread" | "asked" | "here" = "unread";
  /** Raised by what makes an answer under way worthless. */
  let turn = 0;
  let lines: number | undefined;
  /** Lines between what is shown and the screen, while it has to be found again. */
  let fromBottom: number | undefined;
  let isPlacing = false;
  let arrived = Promise.withResolvers<void>();

  function reset(): void {
    arrived.resolve();
    turn += 1;
    state = "unread";
    lines = undefined;
    fromBottom = undefined;
  }

  async function read(): Promise<void> {
    const mine = ++turn;
    const found = await deps.read();
    if (mine !== turn) return;
    lines = found;
    if (found === undefined) arrived.resolve();
    settle();
  }

  function settle(): void {
    // A long snapshot comes in pieces, and the answer that counts its lines may come before or after them.
    if (fromBottom === undefined || lines === undefined || deps.buffer().baseY < lines) return;
    const isAtEnd = fromBottom === 0;
    if (!isAtEnd) deps.scrollTo(Math.max(0, lines - fromBottom));
    fromBottom = undefined;
    isPlacing = !isAtEnd;
    arrived.resolve();
    if (isAtEnd) return;
    deps.afterDrawing(() => {
      isPlacing = false;
    });
  }

  function ask(): void {
    if (deps.buffer().type !== "normal" || state !== "unread" || !deps.isLive()) return;
    state = "asked";
    arrived = Promise.withResolvers();
    void read();
  }

  return {
    look() {
      if (deps.buffer().viewportY === 0) ask();
    },
    async all() {
      ask();
      if (state === "asked" || fromBottom !== undefined) await arrived.promise;
    },
    begin() {
      if (state !== "asked") {
        reset();
        return;
      }
      const { baseY, viewportY } = deps.buffer();
      fromBottom = baseY - viewportY;
      state = "here";
    },
    settle,
    reset,
    get isWaiting() {
      return state === "asked" || fromBottom !== undefined;
    },
    get isPlacing() {
      return isPlacing;
    },
  };
}
