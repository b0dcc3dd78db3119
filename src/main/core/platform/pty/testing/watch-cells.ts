import {
  type CellScreen,
  EMPTY_SCREEN,
  applyCellUpdate,
  textOfScreen,
} from "../../../../../shared/wire/cell-screen.ts";
import type { PtyHosts } from "../pty-hosts.ts";

/** A tile of a wall: applies what it is sent, and asks for more. */
export interface WatchedCells {
  readonly screen: CellScreen;
  /** Updates and their bytes so far. */
  readonly taken: { readonly updates: number; readonly bytes: number };
  readonly exit: Promise<number>;
  /** Resolves once the screen satisfies it. */
  shows(wanted: (lines: readonly string[], screen: CellScreen) => boolean): Promise<void>;
  close(): void;
}

export async function watchCells(hosts: PtyHosts, session: string): Promise<WatchedCells> {
  let screen = EMPTY_SCREEN;
  const taken = { updates: 0, bytes: 0 };
  const exit = Promise.withResolvers<number>();
  const looks = new Set<() => void>();
  const opened = await hosts.openCells(session, (frame) => {
    if (frame.op === "exit") exit.resolve(frame.code);
    if (frame.op !== "cells") return;
    const applied = applyCellUpdate(screen, frame.bytes);
    if (applied === undefined) throw new Error("The update makes no sense.");
    screen = applied.screen;
    taken.updates += 1;
    taken.bytes += frame.bytes.length;
    for (const look of looks) look();
    if (opened.ok) opened.value.ask(frame.seq);
  });
  if (!opened.ok) throw new Error(opened.error.message);
  opened.value.ask(0);
  return {
    get screen() {
      return screen;
    },
    taken,
    exit: exit.promise,
    shows: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!wanted(textOfScreen(screen), screen)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      }),
    close: opened.value.close,
  };
}
