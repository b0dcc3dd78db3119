import { Combine } from "lucide-react";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useIsPast } from "../past/use-is-past.ts";
import { useIntegrations } from "../server-state/queue-queries.ts";
import { useServices } from "../services.tsx";
import { type Gathering, gatheringOf, gatheringWords, landsOn } from "./integrations.ts";

const NONE: readonly IntegrationView[] = [];

/** Where an item stands to a branch that it has landed on; nothing in the past, of which branches are not kept. */
export function useGathering(item: Pick<ItemView, "id" | "status" | "landedCommit">): Gathering | undefined {
  const isPast = useIsPast();
  const integrations = useIntegrations(!isPast);
  return isPast ? undefined : gatheringOf(item, integrations.data ?? NONE);
}

/** That work has landed on an epic's branch and not on the target, or will; with the way to the epic. */
export function GatheringNote({ item, parentOf }: { item: ItemView; parentOf(item: string): string | undefined }) {
  const { panes } = useServices();
  const isPast = useIsPast();
  const integrations = useIntegrations(!isPast).data ?? NONE;
  if (isPast) return null;
  const found = gatheringOf(item, integrations) ?? landsOn(item, integrations, parentOf);
  if (found === undefined) return null;
  const { how, integration } = found;
  return (
    <p
      data-gathering={how}
      data-tone={how === "gathered" ? "merging" : how === "lost" ? "attention" : "neutral"}
      className="tone-wash text-selectable flex items-start gap-2 rounded-md px-3 py-2 text-sm"
    >
      <Combine className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {`${gatheringWords(found)}. `}
        {how !== "lost" && (
          <>
            {"It lands with "}
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item: integration.epic });
              }}
              className="underline underline-offset-2"
            >
              {integration.title}
            </button>
            {"."}
          </>
        )}
      </span>
    </p>
  );
}
