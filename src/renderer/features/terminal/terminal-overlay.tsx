import { Play, RotateCw } from "lucide-react";
import { useStore } from "zustand";
import type { AgentView } from "../../../shared/model/agent.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

/** What stands over the screen while no frames flow. */
export function TerminalOverlay(props: { terminal: LiveTerminal; view: AgentView | undefined; agent: string }) {
  const { terminal, view, agent } = props;
  const { actions } = useServices();
  const state = useStore(terminal.state);
  if (state.phase === "live" || state.phase === "parked") return null;
  if (state.phase === "opening") {
    if (state.hasScreen) return null;
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
          error={new Error(state.failure.message)}
          retry={() => {
            terminal.retry();
          }}
        />
      </div>
    );
  }
  const wasRunning = state.code !== undefined;
  return (
    <div
      className={
        wasRunning
          ? "absolute inset-x-0 bottom-0 flex items-center gap-3 border-t border-line bg-pane px-3 py-2"
          : "absolute inset-0 flex flex-col items-center justify-center gap-3 bg-(--terminal) text-center"
      }
    >
      <p className="text-sm text-ink-2">
        {wasRunning ? exitText(state.code) : `${lastPart(agent)} has no session.`}
        <span className="text-ink-3">
          {" "}
          {view?.hook?.item === undefined
            ? "Sling an item to it, or start it by hand."
            : "Its work is kept on its hook."}
        </span>
      </p>
      {wasRunning && <span className="flex-1" />}
      <Button size="s" look={wasRunning ? "secondary" : "primary"} onClick={() => void actions.startAgent(agent)}>
        {wasRunning ? <RotateCw className="size-3.5" /> : <Play className="size-3.5" />}
        {wasRunning ? "Start again" : "Start agent"}
      </Button>
    </div>
  );
}

function exitText(code: number | undefined): string {
  if (code === 0) return "The session has ended.";
  return code === -1 ? "The session was ended by a signal." : `The session ended with code ${code}.`;
}
