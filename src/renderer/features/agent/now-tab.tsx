import { CircleAlert, TriangleAlert } from "lucide-react";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { Age, Ago, Until } from "../../lib/age-view.tsx";
import { ContextBar } from "../../lib/evidence/context-bar.tsx";
import { SignalList } from "../../lib/evidence/signal-list.tsx";
import { NudgeReceipts } from "../../lib/nudges/nudge-receipts.tsx";
import { useSessionStatus } from "../../lib/server-state/queries.ts";
import { sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Section } from "../../ui/section.tsx";
import { HookFacts } from "./hook-facts.tsx";
import { Timeline } from "./timeline.tsx";

/** From then on it is worth saying that it was heard of after its state was told. */
const HEARD_LATER_MS = 2_000;

/** How it is now and how that is known, what is on its hook, what it was told. */
export function NowTab({ view }: { view: AgentView }) {
  const status = useSessionStatus(view);
  return (
    <>
      <Section title="State">
        {view.parked !== undefined && (
          <p data-tone="trouble" className="tone-wash text-selectable rounded-md px-3 py-2 text-sm">
            Parked: {view.parked}
          </p>
        )}
        {status === undefined ? (
          <p className="text-sm text-ink-3">
            {view.decommissionedAt === undefined
              ? "No session. One starts when there is work, or when you start it."
              : "Its work is done, and it was let go. What it did and learned is kept."}
          </p>
        ) : (
          <StateCard status={status} />
        )}
      </Section>
      {status !== undefined && (
        <>
          <Section title="What each source says" note="the most believed first">
            <SignalList signals={status.signals} />
          </Section>
          <Section title="This session over time">
            <Timeline agent={view.path} session={status.session} />
          </Section>
        </>
      )}
      <Section title="On its hook">
        <HookFacts view={view} />
      </Section>
      <Section title="What it was told">
        <NudgeReceipts agent={view.path} limit={8} />
        <p className="text-xs text-ink-3 [ul+&]:hidden">Nothing yet. Nudge it, and see here how far the nudge gets.</p>
      </Section>
    </>
  );
}

function StateCard({ status }: { status: SessionStatus }) {
  return (
    <div className="flex flex-col gap-2.5 rounded-lg border border-line bg-sunken p-3.5">
      <div className="flex items-start gap-2.5">
        <StateMark state={status.state} className="mt-0.5 size-[18px]" />
        <div className="min-w-0 flex-1">
          <p className="text-base font-medium text-ink">
            {sessionLabel[status.state]}{" "}
            <span className="text-sm font-normal text-ink-3">
              for <Age at={status.since} />
            </span>
          </p>
          <p className="text-selectable text-sm text-ink-2">
            {status.evidence}
            <span className="text-ink-3">
              , <Ago at={status.evidenceAt} />.
              {status.seenAt - status.evidenceAt > HEARD_LATER_MS && (
                <>
                  {" "}
                  Last heard of <Ago at={status.seenAt} />.
                </>
              )}
            </span>
          </p>
        </div>
      </div>
      {status.until !== undefined && (
        <p className="flex items-center gap-2 text-sm text-attention">
          <CircleAlert className="size-3.5" aria-hidden="true" />
          <span>
            Its limit ends <Until at={status.until} />, at {new Date(status.until).toLocaleTimeString()}
          </span>
        </p>
      )}
      {status.contradiction !== undefined && (
        <p data-tone="attention" className="tone-wash flex items-start gap-2 rounded-md px-2.5 py-1.5 text-sm">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
          <span>{status.contradiction} It is looked at again before anything is done.</span>
        </p>
      )}
      {status.progress !== undefined && (
        <p className="text-selectable text-sm text-ink-2">
          “{status.progress.text}” <Ago at={status.progress.at} className="text-xs text-ink-3" />
        </p>
      )}
      {status.context !== undefined && <ContextBar context={status.context} />}
    </div>
  );
}
