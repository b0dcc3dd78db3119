import type { CellLayout, CellBox, CellPainter } from "../../lib/cells/cell-painter.ts";
import type { CellLook, CellSource } from "../../lib/cells/cell-source.ts";

/** The one canvas behind all tiles of a wall: draws the screens of those in sight where their tiles leave room. */
export interface WallCanvas {
  /** Draws onto that canvas from now on, until the answer is called. It and all places are within what scrolls. */
  attach(canvas: HTMLCanvasElement, scroller: HTMLElement): () => void;
  /** The tile's screen is drawn where `place` is, which must stand within the wall's content. */
  add(agent: string, place: HTMLElement): () => void;
  setPainter(painter: CellPainter, pixelRatio: number): void;
  /** `arrangement` is another text whenever tiles stand elsewhere. */
  arranged(arrangement: string): void;
  setVisible(isVisible: boolean): void;
}

/**
 * Milliseconds of one frame that drawing may take; what is left over is drawn in the next ones, so that nothing that the
 * user does waits for it.
 */
const FRAME_BUDGET_MS = 7;
/** Drawn above and below what is in sight, in heights of it: scrolling shows what is there already. */
const OVERSCAN = 0.6;

interface Tile {
  readonly place: HTMLElement;
  readonly look: CellLook;
  /** Within the content. */
  box: CellBox;
  layout: CellLayout | undefined;
  cursorRow: number;
  isNear: boolean;
  /** What is to be drawn anew: all, or these rows. */
  dirty: "all" | Set<number>;
}

interface Attached {
  readonly canvas: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly context: CanvasRenderingContext2D;
}

export function createWallCanvas(cells: CellSource): WallCanvas {
  let attached: Attached | undefined;
  const tiles = new Map<string, Tile>();
  let painter: CellPainter | undefined;
  let ratio = 1;
  /** The part of the content that the canvas covers. */
  let top = 0;
  let height = 0;
  let isVisible = true;
  let frame: number | undefined;
  let arePlacesStale = true;
  let arrangedAs = "";
  /** How many tiles there were when places were last measured. */
  let measured = 0;

  const drawSoon = () => {
    if (isVisible) frame ??= requestAnimationFrame(draw);
  };

  function draw(): void {
    frame = undefined;
    if (attached === undefined || painter === undefined) return;
    const until = performance.now() + FRAME_BUDGET_MS;
    if (arePlacesStale) measure(attached);
    follow(attached);
    for (const tile of inDrawingOrder(attached)) {
      if (performance.now() > until) {
        drawSoon();
        return;
      }
      paint(attached.context, painter, tile);
    }
  }

  /** Those that the user sees come first. */
  function inDrawingOrder({ scroller }: Attached): readonly Tile[] {
    const waiting = [...tiles.values()].filter(({ isNear, dirty }) => isNear && (dirty === "all" || dirty.size > 0));
    const from = scroller.scrollTop;
    const isSeen = ({ box }: Tile) => box.y < from + scroller.clientHeight && box.y + box.height > from;
    return waiting.toSorted((a, b) => Number(isSeen(b)) - Number(isSeen(a)));
  }

  function paint(on: CanvasRenderingContext2D, by: CellPainter, tile: Tile): void {
    const { screen, phase } = tile.look.view;
    const box = { ...tile.box, y: tile.box.y - top };
    const layout = by.layout(screen, box);
    const isSame =
      tile.layout?.firstRow === layout.firstRow &&
      tile.layout.fontSize === layout.fontSize &&
      tile.layout.rows === layout.rows;
    const hasCursor = phase === "live";
    const rows = tile.dirty === "all" || !isSame ? undefined : [...tile.dirty.add(screen.cursor.y).add(tile.cursorRow)];
    by.paint(on, { screen, box, layout, rows, hasCursor });
    tile.layout = layout;
    tile.cursorRow = screen.cursor.y;
    tile.dirty = new Set();
  }

  /** Where the places are, read in one go: only here is the page's layout asked for. */
  function measure(at: Attached): void {
    const { scroller } = at;
    arePlacesStale = false;
    let haveMoved = tiles.size !== measured;
    measured = tiles.size;
    const origin = scroller.getBoundingClientRect();
    for (const tile of tiles.values()) {
      const place = tile.place.getBoundingClientRect();
      const box = {
        x: place.left - origin.left + scroller.scrollLeft,
        y: place.top - origin.top + scroller.scrollTop,
        width: place.width,
        height: place.height,
      };
      const { x, y, width, height: high } = tile.box;
      if (x === box.x && y === box.y && width === box.width && high === box.height) continue;
      tile.box = box;
      haveMoved = true;
    }
    resize(
      at.canvas,
      scroller.clientWidth,
      Math.min(scroller.scrollHeight, scroller.clientHeight * (1 + 2 * OVERSCAN)),
    );
    if (haveMoved) markAll();
  }

  function resize(canvas: HTMLCanvasElement, width: number, high: number): void {
    const pixels = { width: Math.round(width * ratio), height: Math.round(high * ratio) };
    if (canvas.width === pixels.width && canvas.height === pixels.height) return;
    canvas.width = pixels.width;
    canvas.height = pixels.height;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${high}px`;
    height = high;
    markAll();
  }

  /** Moves the canvas along when one has scrolled to where it ends, and keeps what it shows of both places. */
  function follow(at: Attached): void {
    const { scroller } = at;
    const { scrollTop, clientHeight, scrollHeight } = scroller;
    const isCovered = scrollTop >= top && scrollTop + clientHeight <= top + height;
    const end = Math.max(0, scrollHeight - height);
    if (!isCovered || top > end) {
      moveTo(at, Math.min(end, Math.max(0, Math.round(scrollTop - clientHeight * OVERSCAN))));
    }
    for (const tile of tiles.values()) {
      const isNear = tile.box.y < top + height && tile.box.y + tile.box.height > top;
      if (isNear && !tile.isNear) tile.dirty = "all";
      tile.isNear = isNear;
      tile.look.setInSight(isNear);
    }
  }

  function moveTo({ canvas, context }: Attached, newTop: number): void {
    const moved = Math.round((top - newTop) * ratio);
    const from = top;
    top = newTop;
    canvas.style.top = `${top}px`;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = "copy";
    context.drawImage(canvas, 0, moved);
    context.globalCompositeOperation = "source-over";
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const tile of tiles.values()) {
      const wasWhole = tile.box.y >= from && tile.box.y + tile.box.height <= from + height;
      const isWhole = tile.box.y >= top && tile.box.y + tile.box.height <= top + height;
      if (!wasWhole || !isWhole) tile.dirty = "all";
    }
  }

  /** Nothing that was drawn stays. */
  function markAll(): void {
    attached?.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    attached?.context.clearRect(0, 0, attached.canvas.width, attached.canvas.height);
    for (const tile of tiles.values()) tile.dirty = "all";
    drawSoon();
  }

  const placesChanged = () => {
    arePlacesStale = true;
    drawSoon();
  };

  return {
    attach(canvas, scroller) {
      // Between the tiles, the pane shows through.
      const context = canvas.getContext("2d");
      if (context === null) return () => {};
      attached = { canvas, scroller, context };
      scroller.addEventListener("scroll", drawSoon, { passive: true });
      const resizes = new ResizeObserver(placesChanged);
      resizes.observe(scroller);
      placesChanged();
      return () => {
        attached = undefined;
        if (frame !== undefined) cancelAnimationFrame(frame);
        frame = undefined;
        scroller.removeEventListener("scroll", drawSoon);
        resizes.disconnect();
      };
    },
    add(agent, place) {
      const look = cells.look(agent, (rows) => {
        const tile = tiles.get(agent);
        if (tile === undefined) return;
        if (rows === undefined) tile.dirty = "all";
        else if (tile.dirty !== "all") {
          // The cursor alone may have moved.
          for (const row of rows.length === 0 ? [tile.cursorRow] : rows) tile.dirty.add(row);
        }
        if (tile.isNear) drawSoon();
      });
      tiles.set(agent, {
        place,
        look,
        box: { x: 0, y: 0, width: 0, height: 0 },
        layout: undefined,
        cursorRow: 0,
        isNear: false,
        dirty: "all",
      });
      look.setInSight(false);
      placesChanged();
      return () => {
        if (tiles.get(agent)?.look === look) tiles.delete(agent);
        look.release();
        placesChanged();
      };
    },
    setPainter(now, pixelRatio) {
      painter = now;
      ratio = pixelRatio;
      arePlacesStale = true;
      markAll();
    },
    arranged(arrangement) {
      if (arrangement === arrangedAs) return;
      arrangedAs = arrangement;
      placesChanged();
    },
    setVisible(now) {
      isVisible = now;
      if (now) placesChanged();
      else for (const tile of tiles.values()) tile.look.setInSight(false);
    },
  };
}
