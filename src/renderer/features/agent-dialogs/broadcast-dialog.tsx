import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { CallFailure } from "../../lib/call-failure.ts";
import { useServices } from "../../lib/services.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { BroadcastDraft, type Draft } from "./broadcast-draft.tsx";
import { BroadcastOutcome, BroadcastPlan } from "./broadcast-plan.tsx";

type Step =
  | { readonly kind: "draft" }
  | { readonly kind: "busy"; readonly what: string }
  | { readonly kind: "plan"; readonly plan: OutputOf<"agent.broadcast"> }
  | { readonly kind: "outcome"; readonly outcome: OutputOf<"agent.broadcast"> }
  | { readonly kind: "failure"; readonly failure: CallFailure };

/** Tells several agents the same, in three steps: to whom and what; who would get it; how far it got with each. */
export function BroadcastDialog({ agents, onClose }: { agents: readonly string[]; onClose: () => void }) {
  const { connection, ui } = useServices();
  const [draft, setDraft] = useState<Draft>({ text: "", agents, isCanary: true });
  const [step, setStep] = useState<Step>({ kind: "draft" });

  const send = async (dryRun: boolean) => {
    setStep({ kind: "busy", what: busyWords(dryRun, draft.isCanary) });
    const answer = await connection.client.call("agent.broadcast", {
      text: draft.text.trim(),
      agents: [...draft.agents],
      canary: draft.isCanary && draft.agents.length > 1,
      dryRun,
    });
    if (!answer.ok) setStep({ kind: "failure", failure: new CallFailure(answer.error) });
    else if (dryRun) setStep({ kind: "plan", plan: answer.value });
    else {
      setStep({ kind: "outcome", outcome: answer.value });
      ui.announce(answer.value.stopped ?? `${answer.value.recipients.length} agents were told`);
    }
  };
  const back = () => {
    setStep({ kind: "draft" });
  };

  return (
    <Dialog
      title="Tell several agents"
      description="Each gets it as a nudge: when it can take it, and with a receipt."
      onClose={onClose}
      width={560}
      testId="broadcast"
    >
      {step.kind === "draft" && (
        <BroadcastDraft draft={draft} onChange={setDraft} onNext={() => void send(true)} onClose={onClose} />
      )}
      {step.kind === "busy" && (
        <div className="h-40">
          <Loading what={step.what} />
        </div>
      )}
      {step.kind === "failure" && <FailureView error={step.failure} retry={back} />}
      {step.kind === "plan" && (
        <BroadcastPlan draft={draft} plan={step.plan} onBack={back} onSend={() => void send(false)} />
      )}
      {step.kind === "outcome" && <BroadcastOutcome outcome={step.outcome} onClose={onClose} />}
    </Dialog>
  );
}

function busyWords(dryRun: boolean, isCanary: boolean): string {
  if (dryRun) return "Looking who would get it";
  return isCanary ? "Trying it on the first one" : "Telling them";
}
