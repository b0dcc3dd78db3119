import { Combine } from "lucide-react";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import { integrationWays, standingOf } from "../../lib/integrations/integrations.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

/** That a branch is an epic's integration branch, how far that is, and the way to land it. */
export function IntegrationLine({ integration }: { integration: IntegrationView }) {
  const { actions, panes } = useServices();
  const isPast = useIsPast();
  const { epic, title, state } = integration;
  const { text, isTroubled } = standingOf(integration);
  const { canLand } = integrationWays(integration);
  return (
    <div
      data-integration={epic}
      data-state={state}
      className="flex min-h-6 flex-wrap items-center gap-2 text-sm text-ink-3"
    >
      <Combine aria-hidden="true" className="size-3.5" />
      <span className="text-selectable min-w-0 [overflow-wrap:anywhere]">
        {state === "open" ? "Integration branch of " : "Was the integration branch of "}
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item: epic });
          }}
          className="text-ink hover:underline"
        >
          <span className="font-mono text-2xs">{epic}</span> {title}
        </button>
        {": "}
        <span data-tone={isTroubled ? "attention" : undefined} className={isTroubled ? "text-tone" : undefined}>
          {text}
        </span>
      </span>
      <span className="flex-1" />
      {state === "open" && !isPast && (
        <Button size="s" disabled={!canLand} onClick={() => void actions.landIntegration(epic)}>
          <Combine className="size-3.5" /> Land as one…
        </Button>
      )}
    </div>
  );
}
