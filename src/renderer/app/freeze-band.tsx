import { CirclePause } from "lucide-react";
import { useState } from "react";
import { Age } from "../lib/age-view.tsx";
import { useIsPast } from "../lib/past/use-is-past.ts";
import { useOverview } from "../lib/server-state/queries.ts";
import { useServices } from "../lib/services.tsx";
import { Button } from "../ui/button.tsx";
import { Band } from "./band.tsx";

/** A band below the title while everything is paused, since nothing else on the screen would say why nothing moves. */
export function FreezeBand() {
  const { actions } = useServices();
  const frozen = useOverview((overview) => overview.frozen).data;
  const isPast = useIsPast();
  const [isBusy, setBusy] = useState(false);
  if (frozen === undefined || isPast) return null;
  return (
    <Band
      icon={CirclePause}
      title="Everything is paused"
      testId="frozen"
      deed={
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
      }
    >
      Agents stand still, nothing goes out and nothing lands. For <Age at={frozen.since} /> now.
    </Band>
  );
}
