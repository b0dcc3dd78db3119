import { Play, RotateCw } from "lucide-react";
import { useStore } from "zustand";
import type { AgentView } from "../../../shared/model/agent.ts";
import { CallFailure } from "../../lib/call-failure.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

export type TerminalNoticeProps = {
  readonly agent: string;
  /** Undefined for one that was decommissioned: it cannot be started again. */
  readonly view: AgentView | undefined;
  readonly terminal: LiveTerminal;
};

/** What stands in place of the screen while there is none. */
export function TerminalOverlay({ terminal, view, agent }: TerminalNoticeProps) {
  const { actions } = useServices();
  const state = useStore(terminal.state);
  if (state.phase === "opening" && !state.hasScreen) {
    return (
      <div className="pointer-events-none absolute inset-0">
        <Loading what="Opening the terminal" />
      </div>
    );
  }
  if (state.phase === "failed") {
    return (
      <div className="absolute inset-0 bg-(--terminal)">
        <FailureView
          error={new CallFailure(state.failure)}
          retry={() => {
            terminal.retry();
          }}
        />
      </div>
    );
  }
  if (state.phase !== "exited" || state.code !== undefined) return null;
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-(--terminal) p-4 text-center">
      {view?.parked === undefined ? (
        <p className="text-sm text-ink-2">
          {`${lastPart(agent)} has no session. `}
          <span className="text-ink-3">{whatNext(view)}</span>
        </p>
      ) : (
        <ParkedReason reason={view.parked} />
      )}
      {view !== undefined && (
        <Button size="s" look="primary" onClick={() => void actions.startAgent(agent)}>
          <Play className="size-3.5" /> {view.parked === undefined ? "Start agent" : "Put back to work"}
        </Button>
      )}
    </div>
  );
}

/** Below the last screen of a session that ended: never over it, since that screen tells why. */
export function ExitNotice({ terminal, view, agent }: TerminalNoticeProps) {
  const { actions } = useServices();
  const state = useStore(terminal.state);
  if (state.phase !== "exited" || state.code === undefined) return null;
  return (
    <footer className="flex shrink-0 items-center gap-3 border-t border-line bg-pane px-3 py-2">
      {view?.parked === undefined ? (
        <p className="min-w-0 flex-1 text-sm text-ink-2">
          {exitText(state.code)} <span className="text-ink-3">{whatNext(view)}</span>
        </p>
      ) : (
        <span className="min-w-0 flex-1">
          <ParkedReason reason={view.parked} />
        </span>
      )}
      {view !== undefined && (
        <Button size="s" onClick={() => void actions.startAgent(agent)}>
          <RotateCw className="size-3.5" /> {view.parked === undefined ? "Start again" : "Put back to work"}
        </Button>
      )}
    </footer>
  );
}

/** Why it was taken out of work, in the words of whoever did it. */
function ParkedReason({ reason }: { reason: string }) {
  return (
    <p className="text-selectable text-sm text-ink-2">
      <span data-tone="trouble" className="font-medium text-tone">
        Parked:
      </span>{" "}
      {reason}{" "}
      <span className="text-ink-3">Its work is kept. Look at its last screen and its hook before you start it.</span>
    </p>
  );
}

function whatNext(view: AgentView | undefined): string {
  if (view === undefined) return "Its work is done, and it was let go.";
  return view.hook?.item === undefined ? "Sling an item to it, or start it by hand." : "Its work is kept on its hook.";
}

function exitText(code: number): string {
  if (code === 0) return "The session has ended.";
  return code === -1 ? "The session was ended by a signal." : `The session ended with code ${code}.`;
}
