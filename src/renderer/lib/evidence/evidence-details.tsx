import { TriangleAlert } from "lucide-react";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { Button } from "../../ui/button.tsx";
import { PopoverClose } from "../../ui/popover.tsx";
import { Age, Ago, Until } from "../age-view.tsx";
import { costSource, costText, tokenText } from "../amounts.ts";
import { NudgeReceipts } from "../nudges/nudge-receipts.tsx";
import { useSessionUsage } from "../server-state/agent-queries.ts";
import { useServices } from "../services.tsx";
import { sessionLabel } from "../stage.ts";
import { StateMark } from "../state-mark.tsx";
import { ContextBar } from "./context-bar.tsx";
import { SignalList } from "./signal-list.tsx";

export type EvidenceDetailsProps = {
  readonly agent: string;
  /** Why it was taken out of work. */
  readonly parked: string | undefined;
  readonly status: SessionStatus | undefined;
};

/** All that is known of what an agent does: the state, every signal, contradictions, context, tokens, nudges. */
export function EvidenceDetails({ agent, parked, status }: EvidenceDetailsProps) {
  const { panes } = useServices();
  return (
    <div data-testid="evidence" className="flex flex-col gap-3 p-3.5">
      {parked !== undefined && (
        <p data-tone="trouble" className="tone-wash text-selectable rounded-md px-2.5 py-1.5 text-xs">
          Parked: {parked}
        </p>
      )}
      {status !== undefined && <StatusDetails agent={agent} status={status} />}
      <PopoverClose>
        <Button
          size="s"
          className="self-start"
          onClick={() => {
            panes.open({ kind: "agent", agent });
          }}
        >
          Everything about it
        </Button>
      </PopoverClose>
    </div>
  );
}

function StatusDetails({ agent, status }: { agent: string; status: SessionStatus }) {
  return (
    <>
      <header className="flex items-start gap-2">
        <StateMark state={status.state} className="mt-0.5 size-4" />
        <div className="min-w-0 flex-1">
          <p className="text-base font-medium text-ink">
            {sessionLabel[status.state]}{" "}
            <span className="text-sm font-normal text-ink-3">
              for <Age at={status.since} />
            </span>
          </p>
          <p className="text-xs text-ink-3">
            {status.evidence}, <Ago at={status.evidenceAt} />
          </p>
          {status.until !== undefined && (
            <p className="text-xs text-attention">
              Its limit ends <Until at={status.until} />, at {new Date(status.until).toLocaleTimeString()}
            </p>
          )}
          {status.progress !== undefined && (
            <p className="text-selectable mt-1 text-sm text-ink-2">“{status.progress.text}”</p>
          )}
        </div>
      </header>
      {status.contradiction !== undefined && (
        <p data-tone="attention" className="tone-wash flex items-start gap-2 rounded-md px-2.5 py-1.5 text-xs">
          <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <span>
            {status.contradiction} <span className="opacity-80">It is looked at again before anything is done.</span>
          </span>
        </p>
      )}
      <SignalList signals={status.signals} />
      {status.context !== undefined && <ContextBar context={status.context} />}
      <SessionUsage session={status.session} />
      <NudgeReceipts agent={agent} limit={3} />
    </>
  );
}

function SessionUsage({ session }: { session: string }) {
  const usage = useSessionUsage(session).data;
  if (usage === undefined) return null;
  if (usage.total.totalTokens === 0) {
    return (
      <p className="text-xs text-ink-3">
        {usage.unmeasured > 0 ? "Its runtime does not tell what it uses." : "No tokens were counted yet."}
      </p>
    );
  }
  return (
    <p className="text-xs text-ink-3">
      <span className="text-ink-2 tabular-nums">{tokenText(usage.total.totalTokens)} tokens</span>,{" "}
      <span className="text-ink-2 tabular-nums">{costText(usage.total.cost)}</span> {costSource(usage.total.cost)}
    </p>
  );
}
