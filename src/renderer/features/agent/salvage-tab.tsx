import { LifeBuoy } from "lucide-react";
import { useSalvages } from "../../lib/server-state/salvage-queries.ts";
import { SalvageLine } from "../../lib/salvage/salvage-line.tsx";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { EmptyState } from "../../ui/state-views.tsx";

/** What was saved of the agent's worktrees; each opens in the browser of salvages. */
export function SalvageTab({ agent }: { agent: string }) {
  const { panes, ui } = useServices();
  const salvages = useSalvages({ agent });
  return (
    <Answer query={salvages} what="Looking into the vault">
      {(found) =>
        found.salvages.length === 0 ? (
          <EmptyState icon={<LifeBuoy />} title="Nothing had to be saved" className="h-auto py-10">
            Before a worktree goes, is reset or handed over, everything in it that is not committed is kept here.
          </EmptyState>
        ) : (
          <Section title="Saved" note={`${found.total}, the latest first`}>
            <ul aria-label="Salvages" className="rounded-lg border border-line">
              {found.salvages.map((salvage) => (
                <li
                  key={salvage.id}
                  data-salvage={salvage.id}
                  className="flex items-center gap-2 border-line px-2.5 py-1.5 not-first:border-t"
                >
                  <button
                    type="button"
                    onClick={() => {
                      ui.set({ shownSalvage: salvage.id });
                      panes.open({ kind: "salvage" });
                    }}
                    className="flex min-w-0 flex-1 rounded-sm text-left hover:underline"
                  >
                    <SalvageLine salvage={salvage} withAgent={false} />
                  </button>
                  <Button
                    size="s"
                    onClick={() => {
                      ui.openDialog({ kind: "restore-salvage", salvage });
                    }}
                  >
                    Restore…
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </Answer>
  );
}
