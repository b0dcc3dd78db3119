import { ChevronRight } from "lucide-react";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Age } from "../age-view.tsx";
import { whoName } from "../names.ts";
import { useNudges } from "../server-state/agent-queries.ts";
import { type ReceiptStep, receiptSteps, receiptTone, triesText, wayText } from "./receipt-words.ts";

/** What an agent was told last, and how far each got. Draws nothing where there was nothing. */
export function NudgeReceipts({ agent, limit }: { agent: string; limit: number }) {
  const nudges = useNudges(agent, limit).data ?? [];
  if (nudges.length === 0) return null;
  return (
    <ul aria-label="Nudges" className="flex flex-col gap-2">
      {nudges.map((nudge) => (
        <li key={nudge.id} data-nudge={nudge.id} data-state={nudge.state} className="flex flex-col gap-0.5 text-xs">
          <p className="text-selectable flex items-baseline gap-1.5 text-ink-2">
            <span className="min-w-0 flex-1 truncate" title={nudge.text}>
              “{nudge.text}”
            </span>
            <span className="shrink-0 text-ink-3">
              {whoName(nudge.from)}, <Age at={nudge.queuedAt} />
            </span>
          </p>
          <Receipt nudge={nudge} />
        </li>
      ))}
    </ul>
  );
}

/** The way of one nudge: queued → delivered → seen → acted on, with why it waits or broke off. */
export function Receipt({ nudge }: { nudge: Nudge }) {
  const steps = receiptSteps(nudge);
  return (
    <>
      <ol aria-label="Receipt" className="flex flex-wrap items-center gap-1 text-2xs">
        {steps.map((step, index) => (
          <li key={step.state} className="flex items-center gap-1">
            {index > 0 && <ChevronRight className="size-2.5 text-ink-4" aria-hidden="true" />}
            <StepMark step={step} />
          </li>
        ))}
      </ol>
      {nudge.reason !== undefined && <p className="text-2xs text-ink-3">{nudge.reason}</p>}
      {nudge.tries.length > 0 && (
        <details className="text-2xs text-ink-3">
          <summary className="cursor-default hover:text-ink">{triesText(nudge)}</summary>
          <ul className="list-disc pl-4">
            {nudge.tries.map((one) => (
              <li key={`${one.at} ${one.way}`}>
                {wayText(one.way)}, <Age at={one.at} />: {one.outcome}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function StepMark({ step }: { step: ReceiptStep }) {
  const isReached = step.at !== undefined;
  return (
    <span
      className={classNames("flex items-center gap-1", isReached ? "text-ink-2" : "text-ink-3")}
      title={step.at === undefined ? "not yet" : new Date(step.at).toLocaleString()}
    >
      {isReached ? (
        <Dot tone={receiptTone[step.state]} className="size-1.5" />
      ) : (
        <span aria-hidden="true" className="size-1.5 rounded-full border border-line-strong" />
      )}
      {step.label}
      {!isReached && <span className="sr-only">: not yet</span>}
    </span>
  );
}
