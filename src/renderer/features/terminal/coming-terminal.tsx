import { useLayoutEffect, useRef } from "react";
import { lastPart } from "../../lib/names.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { useTerminalPlace } from "./terminal-place.tsx";

/** Stands where a terminal will be, on its ground and under its head, while its code and its font are loaded. What is typed is kept for it. */
export function ComingTerminal({ agent }: { agent: string }) {
  const place = useTerminalPlace();
  const view = useOverview().data?.agents.find(({ path }) => path === agent);
  const name = view?.name ?? lastPart(agent);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return undefined;
    const typed = place.takeTyped(agent);
    if (typed !== undefined) {
      element.value = typed;
      element.focus({ preventScroll: true });
    }
    return () => {
      if (element.ownerDocument.activeElement === element) place.keepTyped(agent, element.value);
    };
  }, [agent, place]);

  return (
    <section
      data-testid="terminal"
      data-agent={agent}
      data-phase="loading"
      aria-label={`Terminal of ${name}`}
      className="flex h-full min-h-0 flex-col bg-(--terminal)"
    >
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-pane px-2.5">
        <Avatar agent={agent} />
        <h2 className="max-w-36 shrink-0 truncate text-base font-medium">{name}</h2>
      </header>
      <div className="relative min-h-0 flex-1" data-terminal-typing data-keys="terminal">
        <Loading what="Opening the terminal" />
        <textarea ref={field} data-pane-focus aria-label={`Type for ${name}`} className="sr-only" />
      </div>
    </section>
  );
}
