import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../../lib/services.tsx";
import type { LiveTerminal } from "./live-terminal.ts";
import { openLink } from "./open-link.ts";
import { linkWords } from "./terminal-links.ts";

/** Letters over all links of the screen: typing a label opens its link, Escape leaves. */
export function TerminalHints({ terminal }: { terminal: LiveTerminal }) {
  const services = useServices();
  const hints = useStore(terminal.state, (state) => state.hints) ?? [];
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.focus();
    services.ui.announce(`${hints.length} links. Type the letters of one, or Escape.`);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once, as they come up
  }, []);
  const choose = (letters: string) => {
    // No label begins another one: of those that are left, all or one are as long as what was typed.
    const only = hints.find(({ label }) => label.startsWith(letters));
    if (only === undefined) return;
    if (only.label !== letters) {
      setTyped(letters);
      return;
    }
    terminal.hideHints();
    openLink(services, terminal.agent, only.link.target);
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Links on the screen"
      data-testid="link-hints"
      tabIndex={0}
      className="absolute inset-0 z-20 overflow-hidden outline-none"
      onBlur={() => {
        if (terminal.state.getState().hints !== undefined) terminal.hideHints();
      }}
      onClick={() => {
        terminal.hideHints();
      }}
      onKeyDown={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") terminal.hideHints();
        else if (event.key === "Backspace") setTyped("");
        else if (/^[a-z]$/i.test(event.key)) choose(typed + event.key.toLowerCase());
      }}
    >
      {hints.map(({ label, link, x, y }) => (
        <span
          key={label}
          role="option"
          aria-selected={false}
          aria-label={`${label}: ${linkWords(link.target)}`}
          data-faded={!label.startsWith(typed) || undefined}
          style={{ left: x, top: y }}
          className="absolute rounded-xs bg-accent-strong px-1 font-mono text-2xs leading-4 font-semibold text-accent-ink shadow-popup data-faded:opacity-25"
        >
          {label}
        </span>
      ))}
    </div>
  );
}
