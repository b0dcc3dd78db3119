import { Combine } from "lucide-react";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

/** What an integration branch gathers for, how far it is, and the way to land it as one. */
export function IntegrationLine({ integration }: { integration: IntegrationView }) {
  const { actions, panes } = useServices();
  const isPast = useIsPast();
  const { epic, title, target, standing, trouble, gathered, submission, state } = integration;
  const canLand = state === "open" && submission === undefined && gathered.length > 0;
  return (
    <div data-integration={epic} className="flex min-h-6 flex-wrap items-center gap-2 text-sm text-ink-3">
      <Combine aria-hidden="true" className="size-3.5" />
      <span>
        gathers for{" "}
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item: epic });
          }}
          className="text-ink hover:underline"
        >
          {title}
        </button>
        {`, to land on ${target} as one: ${standing}`}
      </span>
      {trouble !== undefined && <span className="text-selectable basis-full text-attention">{trouble}</span>}
      <span className="flex-1" />
      {canLand && !isPast && (
        <Button size="s" onClick={() => void actions.landIntegration(epic)}>
          Land it as one
        </Button>
      )}
    </div>
  );
}
