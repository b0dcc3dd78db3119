import { type Result, ok } from "../../../../shared/model/result.ts";
import { DEFAULT_COLOUR } from "../../../../shared/wire/cell-screen.ts";
import { createCellLineWriter, encodeCellUpdate } from "../../../../shared/wire/cell-writer.ts";
import type { SessionPeek } from "../../../../shared/wire/pty-host-protocol.ts";
import type { TerminalFrame } from "../../../../shared/wire/terminal-frame.ts";
import type { Clock } from "../../base/clock.ts";
import type { HostStream } from "./host-link.ts";

export interface PeekedCellsDeps {
  peek(): Promise<Result<SessionPeek>>;
  readonly clock: Clock;
  onFrame(frame: TerminalFrame): void;
}

/** A screen read as text is a glance, not a film. */
const PERIOD_MS = 1_500;
const PLAIN = { attributes: 0, foreground: DEFAULT_COLOUR, background: DEFAULT_COLOUR };
/** Scripts and pictures whose characters take two cells, as far as a host that sends text alone lets one know. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Cells of a host that was started by an older build and knows nothing of them: its screen is read as text, without
 * colours, and anew only while somebody asks. Such hosts are gone once their sessions have ended.
 */
export async function openPeekedCells({ peek, clock, onFrame }: PeekedCellsDeps): Promise<Result<HostStream>> {
  const first = await peek();
  if (!first.ok) return first;
  const stream = 0;
  let shown = "";
  let seq = 0;
  let timer: Disposable | undefined;
  let isOver = false;
  let isAsked = false;

  async function look(): Promise<void> {
    const peeked = await peek();
    if (isOver || !isAsked) return;
    if (!peeked.ok) {
      isOver = true;
      onFrame({ op: "exit", stream, code: -1 });
      return;
    }
    const update = encodePeek(peeked.value);
    const text = Buffer.from(update).toString("latin1");
    if (text === shown) return lookLater();
    shown = text;
    seq += 1;
    isAsked = false;
    onFrame({ op: "cells", stream, seq, bytes: update });
  }

  function lookLater(): void {
    timer ??= clock.after(PERIOD_MS, () => {
      timer = undefined;
      void look();
    });
  }

  const { cols, rows } = first.value;
  return ok({
    stream,
    cols,
    rows,
    send(frame) {
      if (frame.op !== "ask" || isOver) return;
      const isNew = frame.have === 0;
      if (isNew) shown = "";
      if (isAsked && !isNew) return;
      isAsked = true;
      if (isNew) void look();
      else lookLater();
    },
    close() {
      isOver = true;
      timer?.[Symbol.dispose]();
    },
  });
}

function encodePeek({ cols, rows, lines, cursor, title }: SessionPeek): Uint8Array {
  const writer = createCellLineWriter();
  return encodeCellUpdate({
    cols,
    rows,
    cursor: { ...cursor, isHidden: false },
    isWhole: true,
    shift: 0,
    title,
    lines: lines.slice(0, rows).map((line, row): readonly [number, Uint8Array] => {
      for (const { segment } of graphemes.segment(line)) writer.cell(segment, WIDE.test(segment) ? 2 : 1, PLAIN);
      return [row, writer.end()];
    }),
  });
}
