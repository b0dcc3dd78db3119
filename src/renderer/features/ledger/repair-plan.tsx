import { Wrench } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

type Plan = OutputOf<"ledger.repair">;

/** What a repair would do, and then does it. */
export function RepairPlan({ onDone }: { onDone: () => void }) {
  const { actions, ui, toasts } = useServices();
  const [plan, setPlan] = useState<Plan>();
  const [isBusy, setBusy] = useState(false);
  const repair = async (apply: boolean) => {
    setBusy(true);
    const outcome = await actions.attempt("repair the ledgers", "ledger.repair", apply ? { apply } : {});
    setBusy(false);
    if (!outcome.ok) return;
    setPlan(outcome.value);
    if (!outcome.value.applied) return;
    ui.announce("Repaired");
    toasts.say(`${outcome.value.steps.length} steps of repair are done`, { tone: "good" });
    onDone();
  };
  return (
    <section aria-label="Repair" className="flex flex-col gap-2 rounded-lg border border-line p-4">
      <div className="flex items-center gap-2">
        <Wrench className="size-4 text-ink-3" aria-hidden="true" />
        <p className="flex-1 text-sm text-ink-2">
          {plan === undefined
            ? "A repair says what it would do before it does anything, and keeps where each ledger stood."
            : plan.applied
              ? `Done. ${plan.backups.map(({ ledger, ref }) => `${ledger} stood at ${ref}`).join(", ")}`
              : plan.steps.length === 0
                ? "There is nothing that a repair can put right."
                : `A repair would take ${plan.steps.length} ${plan.steps.length === 1 ? "step" : "steps"}:`}
        </p>
        {plan === undefined || plan.steps.length === 0 || plan.applied ? (
          <Button size="s" disabled={isBusy} onClick={() => void repair(false)}>
            Plan a repair
          </Button>
        ) : (
          <Button size="s" look="primary" disabled={isBusy} onClick={() => void repair(true)}>
            Repair
          </Button>
        )}
      </div>
      {plan !== undefined && (
        <ul className="text-selectable flex list-disc flex-col gap-1 pl-6 text-sm text-ink-2">
          {plan.steps.map(({ ledger, code, message }) => (
            <li key={`${ledger} ${code} ${message}`}>
              {ledger}: {message}
            </li>
          ))}
          {plan.left.map((text) => (
            <li key={text} data-tone="attention" className="text-tone">
              Not put right: {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
