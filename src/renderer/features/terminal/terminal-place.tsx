import { type ReactNode, createContext, use, useEffect, useState } from "react";
import type { LiveTerminal } from "./live-terminal.ts";

/** The terminals of the page, one per agent, with one scheduler that feeds them all. */
export interface TerminalPool {
  /** Makes it where there is none. */
  of(agent: string): LiveTerminal;
  /** Onto the clipboard, and told. */
  copy(text: string): void;
  /** Its pane was closed. */
  release(agent: string): void;
  /** Follows what the user prefers and how the page looks until the answer is called, which ends all terminals. */
  start(): () => void;
}

/** Where the pool stands once the first terminal is shown: what terminals are made of is loaded only then. */
export interface TerminalPlace {
  /** The pool, made and started by whoever asks first. */
  pool(make: () => TerminalPool): TerminalPool;
  /** Keeps what was typed for an agent's terminal that was still on its way; it has the focus from then on. */
  keepTyped(agent: string, text: string): void;
  /** Undefined where nobody had begun to type; else what was kept, which may be nothing. */
  takeTyped(agent: string): string | undefined;
  /** The pane of an agent's terminal was closed. */
  release(agent: string): void;
}

function createTerminalPlace(): TerminalPlace & { clear(): void } {
  let pool: TerminalPool | undefined;
  let stop = () => {};
  const typed = new Map<string, string>();
  return {
    pool(make) {
      if (pool === undefined) {
        pool = make();
        stop = pool.start();
      }
      return pool;
    },
    keepTyped(agent, text) {
      typed.set(agent, text);
    },
    takeTyped(agent) {
      const text = typed.get(agent);
      typed.delete(agent);
      return text;
    },
    release(agent) {
      typed.delete(agent);
      pool?.release(agent);
    },
    clear() {
      stop();
      pool = undefined;
      stop = () => {};
      typed.clear();
    },
  };
}

const PlaceContext = createContext<TerminalPlace | undefined>(undefined);

/** Owns the terminals of the panes below it. */
export function TerminalPlaceProvider({ children }: { children: (place: TerminalPlace) => ReactNode }) {
  const [place] = useState(createTerminalPlace);
  useEffect(() => place.clear, [place]);
  return <PlaceContext value={place}>{children(place)}</PlaceContext>;
}

export function useTerminalPlace(): TerminalPlace {
  const place = use(PlaceContext);
  if (place === undefined) throw new Error("useTerminalPlace stands outside of TerminalPlaceProvider");
  return place;
}
