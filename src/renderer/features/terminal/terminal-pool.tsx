import { type ReactNode, createContext, use, useEffect, useState } from "react";
import { pageClock } from "../../lib/clock.ts";
import { type Services, useServices } from "../../lib/services.tsx";
import { createFeedScheduler } from "./feed-scheduler.ts";
import { LiveTerminal } from "./live-terminal.ts";
import { createWebglSlots } from "./webgl-slots.ts";

/** The terminals of the page, one per agent, with one scheduler that feeds them all. */
export interface TerminalPool {
  /** Makes it where there is none. */
  of(agent: string): LiveTerminal;
  /** Its pane was closed. */
  release(agent: string): void;
  /** Follows the page's theme until the answer is called, which ends all terminals. */
  start(): () => void;
}

export function createTerminalPool(
  services: Pick<Services, "connection" | "sessions" | "platform" | "ui">,
): TerminalPool {
  const { connection, sessions, platform, ui } = services;
  const terminals = new Map<string, LiveTerminal>();
  const scheduler = createFeedScheduler((run) => {
    requestAnimationFrame(run);
  });
  const webgl = createWebglSlots();
  const root = document.documentElement;
  const theme = () => (root.dataset["theme"] === "light" ? "light" : "dark");
  const themes = new MutationObserver(() => {
    for (const terminal of terminals.values()) terminal.setTheme(theme());
  });

  const openLink = (url: string) => {
    ui.openDialog({
      kind: "confirm",
      title: "Open this address?",
      body: url,
      deed: "Open",
      confirm: () => {
        platform.openExternal(url);
      },
    });
  };

  return {
    of(agent) {
      const known = terminals.get(agent);
      if (known !== undefined) return known;
      const made = new LiveTerminal({
        agent,
        connection,
        sessions,
        scheduler,
        webgl,
        openLink,
        clock: pageClock,
        isMac: platform.isMac,
        theme: theme(),
      });
      terminals.set(agent, made);
      return made;
    },
    release(agent) {
      terminals.get(agent)?.dispose();
      terminals.delete(agent);
    },
    start() {
      themes.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
      return () => {
        themes.disconnect();
        for (const terminal of terminals.values()) terminal.dispose();
        terminals.clear();
      };
    },
  };
}

const PoolContext = createContext<TerminalPool | undefined>(undefined);

/** Owns the pool for the panes below it. */
export function TerminalPoolProvider({ children }: { children: (pool: TerminalPool) => ReactNode }) {
  const services = useServices();
  const [pool] = useState(() => createTerminalPool(services));
  useEffect(() => pool.start(), [pool]);
  return <PoolContext value={pool}>{children(pool)}</PoolContext>;
}

export function useTerminalPool(): TerminalPool {
  const pool = use(PoolContext);
  if (pool === undefined) throw new Error("useTerminalPool stands outside of TerminalPoolProvider");
  return pool;
}
