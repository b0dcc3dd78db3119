import { CirclePause, Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import { lastPart } from "../../lib/names.ts";
import { useSessionStatus } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Button } from "../../ui/button.tsx";

/** In whose hands the terminal is, while that is not Drover's. Over the screen, so that nothing moves as one begins to type. */
export function Hands({
  agent,
  view,
  isLow,
}: {
  agent: string;
  view: AgentView | undefined;
  /** Something else stands where it would. */
  isLow: boolean;
}) {
  const { actions, ui } = useServices();
  const status = useSessionStatus({ path: agent, status: view?.status });
  const name = lastPart(agent);
  const isRunning = status !== undefined && status.state !== "exited" && status.state !== "lost";
  if (!isRunning) return null;
  if (status.state === "paused") {
    return (
      <Band
        isLow={isLow}
        tone="neutral"
        icon={<CirclePause />}
        text={`${name} is paused: all its processes stand still.`}
      >
        <Button size="s" look="primary" onClick={() => void actions.resumeAgent(agent)}>
          Resume
        </Button>
      </Band>
    );
  }
  if (view?.session?.takenOver !== undefined) {
    return (
      <Band
        isLow={isLow}
        tone="attention"
        icon={<Keyboard />}
        text="You have the keyboard; Drover waits until you hand it back."
      >
        <Button
          size="s"
          look="primary"
          onClick={() => {
            ui.openDialog({ kind: "hand-back", agent });
          }}
        >
          Hand back…
        </Button>
      </Band>
    );
  }
  if (status.state === "user-typing") {
    return (
      <Band isLow={isLow} tone="ready" icon={<Keyboard />} text="You have the keyboard; Drover waits while you type.">
        <Button size="s" onClick={() => void actions.takeOver(agent)}>
          Keep it
        </Button>
      </Band>
    );
  }
  return null;
}

function Band(props: { isLow: boolean; tone: Tone; icon: ReactNode; text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      data-testid="hands"
      data-tone={props.tone}
      data-low={props.isLow || undefined}
      className="absolute top-2 data-low:top-13 right-4 z-10 flex max-w-[calc(100%-24px)] flex-wrap items-center justify-end gap-x-2.5 gap-y-1 rounded-lg bg-popup py-1.5 pr-1.5 pl-3 text-xs text-ink shadow-popup [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-tone"
    >
      <span className="flex min-w-40 flex-1 items-center gap-2.5">
        {props.icon}
        {props.text}
      </span>
      {props.children}
    </div>
  );
}
