import { useOverview } from "../../lib/server-state/queries.ts";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { VocabularyEditor } from "./vocabulary-editor.tsx";

/** Every ledger of the workspace: what it has in it, how it is, and what can be done for it. */
export function LedgerPane() {
  const overview = useOverview();
  if (overview.data === undefined) {
    return overview.isError ? (
      <FailureView error={overview.error} retry={() => void overview.refetch()} />
    ) : (
      <Loading what="Reading the workspace" />
    );
  }
  const ledgers = [...overview.data.projects.map(({ name }) => name), undefined];
  return (
    <section
      data-testid="ledger"
      aria-label="Ledger"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      data-pane-focus
      className="h-full overflow-y-auto bg-pane outline-none"
    >
      <div className="mx-auto flex max-w-[860px] flex-col gap-6 px-5 py-4">
        {ledgers.map((project) => (
          <VocabularyEditor key={project ?? "/"} project={project} />
        ))}
      </div>
    </section>
  );
}
