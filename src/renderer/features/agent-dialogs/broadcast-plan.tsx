import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { lastPart } from "../../lib/names.ts";
import { Receipt } from "../../lib/nudges/nudge-receipts.tsx";
import { isOpen } from "../../lib/nudges/receipt-words.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { DialogActions } from "../../ui/dialog.tsx";
import type { Draft } from "./broadcast-draft.tsx";

type Broadcast = OutputOf<"agent.broadcast">;

/** How often receipts are read again while something more can come of them. */
const RECEIPT_MS = 1_500;

export type BroadcastPlanProps = {
  readonly draft: Draft;
  readonly plan: Broadcast;
  onBack(): void;
  onSend(): void;
};

/** Who would get it, in that order; nothing has been sent. */
export function BroadcastPlan({ draft, plan, onBack, onSend }: BroadcastPlanProps) {
  const count = plan.recipients.length;
  const withCanary = draft.isCanary && count > 1;
  return (
    <>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-3">
        <blockquote className="text-selectable border-l-2 border-line-strong pl-3 text-sm whitespace-pre-wrap text-ink-2">
          {draft.text.trim()}
        </blockquote>
        <ol aria-label="Who gets it" className="flex flex-col gap-1">
          {plan.recipients.map(({ agent }, index) => (
            <li key={agent} className="flex h-6 items-center gap-2 text-sm text-ink">
              <Avatar agent={agent} size="xs" /> {lastPart(agent)}
              {withCanary && index === 0 && <span className="text-xs text-ink-3">first, the others after it</span>}
            </li>
          ))}
        </ol>
        {plan.notRunning.length > 0 && (
          <p className="text-xs text-ink-3">
            Without a session, so not told: {plan.notRunning.map((agent) => lastPart(agent)).join(", ")}
          </p>
        )}
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onBack}>
          Back
        </Button>
        <Button look="primary" data-autofocus disabled={count === 0} onClick={onSend}>
          {count === 1 ? "Tell it" : `Tell ${count} agents`}
        </Button>
      </DialogActions>
    </>
  );
}

/** How far it got with each, followed while something more can come of it. */
export function BroadcastOutcome({ outcome, onClose }: { outcome: Broadcast; onClose: () => void }) {
  return (
    <>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-3">
        {outcome.stopped !== undefined && (
          <p
            role="alert"
            data-tone="attention"
            className="tone-wash flex items-start gap-2 rounded-md px-3 py-2 text-sm"
          >
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
            {outcome.stopped}
          </p>
        )}
        <ul aria-label="Receipts" className="flex flex-col gap-2.5">
          {outcome.recipients.map(({ agent, nudge }) => (
            <li key={agent} className="flex items-start gap-2 text-sm">
              <Avatar agent={agent} size="xs" className="mt-0.5" />
              <div className="min-w-0 flex-1">
                <p className="text-ink">{lastPart(agent)}</p>
                {nudge === undefined ? <p className="text-xs text-ink-3">Not told.</p> : <LiveReceipt nudge={nudge} />}
              </div>
            </li>
          ))}
        </ul>
      </div>
      <DialogActions>
        <Button look="primary" data-autofocus onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}

function LiveReceipt({ nudge }: { nudge: Nudge }) {
  const { connection } = useServices();
  const live = useQuery({
    queryKey: queryKeys.nudge(nudge.id),
    queryFn: ({ signal }) => callOrThrow(connection, "nudge.show", { nudge: nudge.id }, signal),
    initialData: nudge,
    refetchInterval: ({ state }) => (state.data !== undefined && isOpen(state.data) ? RECEIPT_MS : false),
    staleTime: 0,
  });
  return <Receipt nudge={live.data} />;
}
