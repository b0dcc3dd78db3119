import { pageClock } from "../../lib/clock.ts";
import { type Services, useServices } from "../../lib/services.tsx";
import { createFeedScheduler } from "./feed-scheduler.ts";
import { LiveTerminal } from "./live-terminal.ts";
import { openLink } from "./open-link.ts";
import { steppedFontSize } from "../../lib/terminal/font-size.ts";
import { windowLook } from "./terminal-look.ts";
import { type TerminalPool, useTerminalPlace } from "./terminal-place.tsx";
import { createWebglSlots } from "./webgl-slots.ts";

type PoolServices = Pick<Services, "connection" | "sessions" | "platform" | "ui" | "preferences" | "panes" | "toasts">;

export function createTerminalPool(services: PoolServices): TerminalPool {
  const { connection, sessions, platform, ui, preferences, toasts } = services;
  const terminals = new Map<string, LiveTerminal>();
  const scheduler = createFeedScheduler((run) => {
    requestAnimationFrame(run);
  });
  const webgl = createWebglSlots();
  const root = document.documentElement;
  const restyle = () => {
    const look = windowLook(root);
    for (const one of terminals.values()) one.setLook(preferences.store.getState().terminal, look);
  };
  const looks = new MutationObserver(restyle);

  /** Last parts of paths that are one agent's alone, and whole paths. */
  function agentNames(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const taken = new Set<string>();
    for (const path of sessions.store.getState().byAgent.keys()) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (names.has(name)) taken.add(name);
      names.set(name, path).set(path, path);
    }
    for (const name of taken) names.delete(name);
    return names;
  }

  function copy(text: string): void {
    navigator.clipboard.writeText(text).then(
      () => {
        const lines = text.split("\n").length;
        ui.announce(lines === 1 ? "Copied" : `Copied ${lines} lines`);
      },
      () => {
        toasts.say("The browser does not let the page copy", { tone: "attention" });
      },
    );
  }

  function zoom(step: 1 | -1 | 0): void {
    const fontSize = steppedFontSize(preferences.store.getState().terminal.fontSize, step);
    preferences.set({ terminal: { fontSize } });
    ui.announce(`Letters of ${fontSize} pixels`);
  }

  return {
    copy,
    of(agent) {
      const known = terminals.get(agent);
      if (known !== undefined) return known;
      const made = new LiveTerminal({
        agent,
        connection,
        sessions,
        scheduler,
        webgl,
        agentNames,
        copy,
        zoom,
        announce: ui.announce,
        open: (target) => {
          openLink(services, agent, target);
        },
        async resolve(words) {
          const answer = await connection.client.call("file.links", { agent, words: [...words] });
          return answer.ok ? answer.value.links : [];
        },
        clock: pageClock,
        isMac: platform.isMac,
        preferences: preferences.store.getState().terminal,
        look: windowLook(root),
      });
      terminals.set(agent, made);
      return made;
    },
    release(agent) {
      terminals.get(agent)?.dispose();
      terminals.delete(agent);
    },
    start() {
      looks.observe(root, { attributes: true, attributeFilter: ["data-theme", "data-contrast"] });
      const stop = preferences.store.subscribe((now, before) => {
        if (now.terminal !== before.terminal) restyle();
      });
      return () => {
        looks.disconnect();
        stop();
        for (const terminal of terminals.values()) terminal.dispose();
        terminals.clear();
      };
    },
  };
}

export function useTerminalPool(): TerminalPool {
  const services = useServices();
  return useTerminalPlace().pool(() => createTerminalPool(services));
}
