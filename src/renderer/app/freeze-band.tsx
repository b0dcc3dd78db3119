import { CirclePause } from "lucide-react";
import { useState } from "react";
import { Age } from "../lib/age-view.tsx";
import { useIsPast } from "../lib/past/use-is-past.ts";
import { useOverview } from "../lib/server-state/queries.ts";
import { useServices } from "../lib/services.tsx";
import { Button } from "../ui/button.tsx";

/** A band below the title while everything is paused, since nothing else on the screen would say why nothing moves. */
export function FreezeBand() {
  const { actions } = useServices();
  const frozen = useOverview((overview) => overview.frozen).data;
  const isPast = useIsPast();
  const [isBusy, setBusy] = useState(false);
  if (frozen === undefined || isPast) return null;
  return (
    <div
      role="status"
      data-testid="frozen"
      data-tone="attention"
      className="tone-wash flex min-h-8 shrink-0 items-center gap-2 px-3 text-sm"
    >
      <CirclePause className="size-4 shrink-0" aria-hidden="true" />
      <span className="font-medium text-ink">Everything is paused</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">
        Agents stand still, nothing goes out and nothing lands. For <Age at={frozen.since} /> now.
      </span>
      <Button
        size="s"
        look="ghost"
        disabled={isBusy}
        onClick={() => {
          setBusy(true);
          void actions.setFrozen(false).finally(() => {
            setBusy(false);
          });
        }}
      >
        Resume all
      </Button>
    </div>
  );
}
