import { ArrowUpToLine, Combine, Trash2 } from "lucide-react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { failureOf } from "../../lib/call-failure.ts";
import { distanceWords, integrationWays, itemsOf, standingOf } from "../../lib/integrations/integrations.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useIntegration } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { OwnSubmission } from "./integration-submission.tsx";
import { IntegrationParts } from "./integration-parts.tsx";

type Shown = OutputOf<"integration.show">;

const STATE_TONE: Readonly<Record<IntegrationView["state"], Tone>> = {
  open: "merging",
  landed: "landed",
  dropped: "neutral",
};
const STATE_LABEL: Readonly<Record<IntegrationView["state"], string>> = {
  open: "Gathering",
  landed: "Landed",
  dropped: "Dropped",
};

/** The epic's branch, where it has a project whose branch it could be; in the past there is none, of which branches are not kept. */
function useBranch(item: ItemView, hasChildren: boolean) {
  const isPast = useIsPast();
  const isWanted = !isPast && item.project !== undefined && (item.type === "epic" || hasChildren);
  const shown = useIntegration(item.id, isWanted);
  return isWanted ? shown : undefined;
}

export type ItemIntegrationProps = {
  readonly item: ItemView;
  readonly hasChildren: boolean;
  titleOf(item: string): string | undefined;
};

/** The branch on which an epic gathers: what is there, what is missing, how it stands to its target. */
export function ItemIntegration({ item, hasChildren, titleOf }: ItemIntegrationProps) {
  const shown = useBranch(item, hasChildren);
  if (shown?.data !== undefined) {
    return shown.data === null ? null : <BranchOf shown={shown.data} titleOf={titleOf} />;
  }
  if (shown?.isError !== true) return null;
  const { message, remedy } = failureOf(shown.error);
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg border border-line bg-sunken px-3 py-2 text-sm">
      <p className="text-selectable min-w-0 flex-1 text-ink">
        {message} <span className="text-ink-3">{remedy}</span>
      </p>
      <Button size="s" onClick={() => void shown.refetch()}>
        Try again
      </Button>
    </div>
  );
}

/** The way to a branch for an epic that has none; while that is being read it is awaited here. */
export function GatherOffer({ item, hasChildren }: Omit<ItemIntegrationProps, "titleOf">) {
  const { actions } = useServices();
  const shown = useBranch(item, hasChildren);
  if (shown === undefined || shown.isError || item.status === "closed") return null;
  if (shown.data === undefined) {
    return (
      <p role="status" className="rise text-sm text-ink-3 [animation-delay:250ms]">
        Reading its integration branch
      </p>
    );
  }
  if (shown.data !== null && shown.data.integration.state !== "dropped") return null;
  return (
    <div className="flex items-center gap-3 rounded-lg border border-dashed border-line px-3 py-1.5">
      <p className="min-w-0 flex-1 text-sm text-ink-3">What is done below it lands on the target one by one.</p>
      <Button
        size="s"
        onClick={() => {
          actions.gatherOnBranch(item.id);
        }}
      >
        <Combine className="size-3.5" /> Gather on a branch…
      </Button>
    </div>
  );
}

function BranchOf({ shown, titleOf }: { shown: Shown; titleOf(item: string): string | undefined }) {
  const { integration, files } = shown;
  const { epic, branch, target, state, auto, submission } = integration;
  const { text, isTroubled } = standingOf(integration);
  const distance = distanceWords(target, shown);
  return (
    <section
      aria-label="Integration branch"
      data-testid="integration"
      data-integration={epic}
      data-state={state}
      className="@container rounded-lg border border-line bg-sunken"
    >
      <header className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <h3 className="text-xs font-medium text-ink-2">Integration branch</h3>
        <Badge tone={STATE_TONE[state]}>{STATE_LABEL[state]}</Badge>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
          <Ways shown={shown} />
        </div>
      </header>
      <div className="flex flex-col gap-2 p-3">
        <p
          data-tone={isTroubled ? "attention" : undefined}
          className={classNames(
            "text-selectable text-sm [overflow-wrap:anywhere] whitespace-pre-wrap first-letter:uppercase",
            isTroubled ? "text-tone" : "text-ink",
          )}
        >
          {text}
        </p>
        <p className="text-selectable text-xs [overflow-wrap:anywhere] text-ink-3">
          <code>{branch}</code> → <code>{target}</code>
        </p>
        {submission !== undefined && <OwnSubmission submission={submission} />}
        {state === "open" && (
          <p className="text-xs text-ink-3 tabular-nums">
            {[
              distance,
              ...(files.length === 0 ? [] : [files.length === 1 ? "1 file changed" : `${files.length} files changed`]),
              auto ? "lands by itself once all below it is closed" : "lands when you say so",
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </p>
        )}
        <IntegrationParts integration={integration} titleOf={titleOf} />
      </div>
    </section>
  );
}

function Ways({ shown: { integration, tip, behind = 0 } }: { shown: Shown }) {
  const { actions } = useServices();
  const { epic, state, target, open, gathered } = integration;
  const { canLand, canUpdate, canDrop } = integrationWays(integration);
  if (state !== "open") {
    // The branch of one that was dropped is gone already.
    return state === "landed" && tip !== undefined ? (
      <Button size="s" look="ghost" onClick={() => void actions.dropIntegration(epic)}>
        Remove the branch…
      </Button>
    ) : null;
  }
  return (
    <>
      {behind > 0 && (
        <Button size="s" look="ghost" disabled={!canUpdate} onClick={() => void actions.updateIntegration(epic)}>
          <ArrowUpToLine className="size-3.5" /> Bring up to {target}
        </Button>
      )}
      <Button
        size="s"
        look={open.length === 0 && itemsOf(gathered).length > 0 ? "primary" : "secondary"}
        disabled={!canLand}
        onClick={() => void actions.landIntegration(epic)}
      >
        <Combine className="size-3.5" /> Land as one…
      </Button>
      <IconButton
        label="Drop the branch…"
        icon={<Trash2 />}
        disabled={!canDrop}
        onClick={() => void actions.dropIntegration(epic)}
      />
    </>
  );
}
