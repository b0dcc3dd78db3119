import { LifeBuoy, SearchX } from "lucide-react";
import { useState } from "react";
import { useSalvages } from "../../lib/server-state/salvage-queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { ANY_SALVAGE, type SalvageChoice, filterFor } from "./salvage-choice.ts";
import { SalvageDetail } from "./salvage-detail.tsx";
import { SalvageFilters } from "./salvage-filters.tsx";
import { SalvageList } from "./salvage-list.tsx";

/** Everything that was saved of worktrees: found, looked into file by file, checked, and brought back. */
export function SalvagePane() {
  const { ui } = useServices();
  const shown = useUi(({ shownSalvage }) => shownSalvage);
  const [choice, setChoice] = useState<SalvageChoice>(ANY_SALVAGE);
  const [openedAt] = useState(() => Date.now());
  const salvages = useSalvages(filterFor(choice, openedAt));
  const found = salvages.data?.salvages;
  // One that was asked for from elsewhere must be in the list, whatever that was narrowed to before.
  const [asked, setAsked] = useState(shown);
  if (asked !== shown) {
    setAsked(shown);
    if (found?.some(({ id }) => id === shown) !== true) setChoice(ANY_SALVAGE);
  }
  return (
    <section
      data-testid="salvage"
      aria-label="Salvage"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <SalvageFilters choice={choice} found={salvages.data} onChange={setChoice} />
      <Answer query={salvages} what="Looking into the vaults">
        {({ salvages: list }) => {
          if (list.length === 0) return <Nothing isNarrowed={choice !== ANY_SALVAGE} />;
          const current = list.find(({ id }) => id === shown) ?? list[0];
          return (
            <div className="flex min-h-0 flex-1 flex-col overflow-y-auto @2xl:flex-row @2xl:overflow-hidden">
              <SalvageList
                salvages={list}
                current={current?.id}
                onShow={(id) => {
                  ui.set({ shownSalvage: id });
                }}
              />
              {current !== undefined && <SalvageDetail key={current.id} salvage={current} />}
            </div>
          );
        }}
      </Answer>
    </section>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState icon={<SearchX />} title="Nothing of that kind">
      Widen what is asked for: another project, another agent, or all times.
    </EmptyState>
  ) : (
    <EmptyState icon={<LifeBuoy />} title="Nothing had to be saved yet">
      Before a worktree goes, is reset or handed over, everything in it is kept here: commits, changes, new files,
      stashes. Drover never gives any of it up by itself.
    </EmptyState>
  );
}
