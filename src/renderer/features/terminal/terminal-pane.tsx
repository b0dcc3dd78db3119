import "@xterm/xterm/css/xterm.css";
import "./terminal.css";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useSlingTarget } from "../../lib/drag.tsx";
import { useOverview } from "../../lib/server-state/queries.ts";
import { usePreferences, useServices, useUi } from "../../lib/services.tsx";
import { themeFor } from "../../lib/terminal/terminal-theme.ts";
import { ComingTerminal } from "./coming-terminal.tsx";
import { doDeed } from "./do-deed.ts";
import { IncomingView } from "./incoming-view.tsx";
import { useHostWindow } from "../../ui/host-window.ts";
import { Hands } from "./hands.tsx";
import type { LiveTerminal } from "./live-terminal.ts";
import { CopyBand, LinkHintLine } from "./terminal-bands.tsx";
import { TerminalHeader } from "./terminal-header.tsx";
import { TerminalHints } from "./terminal-hints.tsx";
import { fontFamily, windowLook } from "./terminal-look.ts";
import { ExitNotice, TerminalOverlay } from "./terminal-overlay.tsx";
import { useTerminalPlace } from "./terminal-place.tsx";
import { useTerminalPool } from "./terminal-pool.tsx";
import { TerminalSearch } from "./terminal-search.tsx";
import { useIncoming } from "./use-incoming.tsx";

export type TerminalPaneProps = {
  readonly agent: string;
  /** False while another tab hides it: then it costs nothing. */
  readonly isVisible: boolean;
};

/** An agent's terminal: watch it, or type into it. Takes dropped items for the agent. */
export function TerminalPane(props: TerminalPaneProps) {
  return useTerminalFonts() ? <ReadyTerminal {...props} /> : <ComingTerminal agent={props.agent} />;
}

function ReadyTerminal({ agent, isVisible }: TerminalPaneProps) {
  const services = useServices();
  const { ui } = services;
  const place = useTerminalPlace();
  const pool = useTerminalPool();
  const terminal = pool.of(agent);
  const pane = useRef<HTMLElement>(null);
  const isOver = useSlingTarget(pane, agent);
  const overview = useOverview();
  const view = overview.data?.agents.find(({ path }) => path === agent);
  const { phase, mode, renderer, isSearching, isCopying, hints } = useStore(terminal.state);
  const isTyping = mode === "control";
  // Nothing hears what is typed into it: keys are the window's again.
  const isEnded = phase === "exited";
  const ground = useGround();
  const incoming = useIncoming(terminal, isTyping);
  const chooser = useRef<HTMLInputElement>(null);
  const asked = useUi(({ terminalAsk }) => (terminalAsk?.agent === agent ? terminalAsk : undefined));
  const isReady = isVisible && phase !== "opening" && phase !== "parked";
  useEffect(() => {
    if (asked === undefined || !isReady) return;
    ui.set({ terminalAsk: undefined });
    void doDeed(asked.deed, {
      services,
      terminal,
      copy: pool.copy,
      chooseFiles: () => chooser.current?.click(),
    });
  }, [asked, isReady, services, terminal, pool, ui]);
  useEffect(() => {
    if (!isVisible) return;
    const typed = place.takeTyped(agent);
    if (typed === "") terminal.focus();
    else if (typed !== undefined) terminal.paste(typed);
  }, [isVisible, place, agent, terminal]);
  const isSnoopWanted = useUi(({ snoopOn }) => snoopOn === agent);
  useEffect(() => {
    if (!isSnoopWanted) return;
    terminal.setMode("watch");
    ui.set({ snoopOn: undefined });
  }, [isSnoopWanted, terminal, ui]);

  return (
    <section
      ref={pane}
      data-testid="terminal"
      data-agent={agent}
      data-phase={phase}
      data-mode={mode}
      data-renderer={renderer}
      data-over={isOver || undefined}
      aria-label={`Terminal of ${view?.name ?? agent}`}
      onFocusCapture={() => {
        ui.set({ focusedAgent: agent, ...(view?.hook?.item === undefined ? {} : { focusedItem: view.hook.item }) });
      }}
      className="relative flex h-full min-h-0 flex-col bg-(--terminal) data-over:outline-2 data-over:-outline-offset-2 data-over:outline-accent"
    >
      <TerminalHeader agent={agent} view={view} terminal={terminal} />
      <div
        className="relative min-h-0 flex-1 overflow-auto pt-1 pl-2"
        data-terminal-typing={(isTyping && !isEnded) || undefined}
        data-terminal-ended={(isEnded && !isCopying && hints === undefined) || undefined}
        data-keys="terminal"
        style={ground === undefined ? undefined : { background: ground }}
        {...incoming.handlers}
      >
        {isVisible && <TerminalHost terminal={terminal} />}
        <TerminalOverlay terminal={terminal} view={view} agent={agent} />
        <Hands agent={agent} view={view} isLow={isSearching} />
        <LinkHintLine terminal={terminal} />
        {hints !== undefined && <TerminalHints terminal={terminal} />}
        {isCopying && <CopyBand />}
        <IncomingView incoming={incoming} agent={agent} />
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={`Files for ${view?.name ?? agent}`}
        onChange={(event) => {
          incoming.bring([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <ExitNotice terminal={terminal} view={view} agent={agent} />
      {isSearching && <TerminalSearch terminal={terminal} />}
    </section>
  );
}

function TerminalHost({ terminal }: { terminal: LiveTerminal }) {
  const container = useRef<HTMLDivElement>(null);
  const host = useHostWindow();
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    terminal.attach(element);
    return () => {
      terminal.detach(element);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- in another window it has to be measured and drawn anew
  }, [terminal, host]);
  return <div ref={container} className="size-full" />;
}

/** The ground around the cells, where the user wants other colours than the window's. */
function useGround(): string | undefined {
  const colours = usePreferences(({ terminal }) => terminal.colours);
  return colours === "auto" ? undefined : themeFor(colours, windowLook(document.documentElement)).background;
}

/** Cells are measured when a terminal opens, so its font must be there by then. */
function useTerminalFonts(): boolean {
  const font = usePreferences(({ terminal }) => fontFamily(terminal.font));
  const [isReady, setReady] = useState(() => document.fonts.check(`13px ${font}`));
  useEffect(() => {
    if (isReady) return;
    const fonts = ["400", "700"].map((weight) => document.fonts.load(`${weight} 13px ${font}`));
    void Promise.allSettled(fonts).then(() => {
      setReady(true);
    });
  }, [isReady, font]);
  return isReady;
}
