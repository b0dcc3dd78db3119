import { lazy } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import { Badge } from "../../ui/badge.tsx";
import { Popover } from "../../ui/popover.tsx";
import { lastPart } from "../names.ts";
import { useSessionStatus } from "../server-state/queries.ts";
import { sessionLabel, sessionTone } from "../stage.ts";
import { StateMark } from "../state-mark.tsx";
import { EvidenceLine } from "./evidence-line.tsx";

const EvidenceDetails = lazy(async () => ({ default: (await import("./evidence-details.tsx")).EvidenceDetails }));

export type StateButtonProps = {
  readonly agent: string;
  /** Absent while the workspace is read, and for an agent it does not know. */
  readonly view: AgentView | undefined;
};

/** The state of an agent in words, and a press away everything that speaks for it. */
export function StateButton({ agent, view }: StateButtonProps) {
  const status = useSessionStatus({ path: agent, status: view?.status });
  const isParked = view?.parked !== undefined;
  if (status === undefined && !isParked) return null;
  return (
    <Popover
      title={`How ${lastPart(agent)} is, and how that is known`}
      trigger={
        <button
          type="button"
          data-testid="state"
          data-state={isParked ? "parked" : status?.state}
          className="flex shrink-0 items-center gap-1.5 rounded-sm text-xs text-ink-3 hover:text-ink"
        >
          <Badge tone={isParked || status === undefined ? "trouble" : sessionTone[status.state]}>
            <StateMark state={isParked ? "stalled" : status?.state} />
            <span className="sr-only @[19rem]:not-sr-only">
              {isParked || status === undefined ? "Parked" : sessionLabel[status.state]}
            </span>
          </Badge>
          <span className="sr-only">: how that is known, </span>
          {!isParked && status !== undefined && <EvidenceLine status={status} className="hidden truncate @lg:inline" />}
        </button>
      }
    >
      <EvidenceDetails agent={agent} parked={view?.parked} status={status} />
    </Popover>
  );
}
