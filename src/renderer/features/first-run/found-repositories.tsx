import { FolderGit2, RotateCw } from "lucide-react";
import { Ago } from "../../lib/age-view.tsx";
import { baseName } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { type FoundRepository, matching, useFoundRepositories } from "./use-found-repositories.ts";

/** Repositories of this machine, those worked on last first, as far as they match what is typed. */
export function FoundRepositories({ typed, onChoose }: { typed: string; onChoose: (path: string) => void }) {
  const found = useFoundRepositories();
  if (found.isPending) {
    return (
      <div className="h-24">
        <Loading what="Looking for repositories" />
      </div>
    );
  }
  // Not being able to look is no reason to stop anybody who knows the path.
  if (found.isError) return null;
  const { repositories, root, isComplete } = found.data;
  const shown = matching(repositories, typed);
  return (
    <section aria-label="Repositories found" className="flex min-h-0 flex-col px-5 pb-5">
      <div className="flex items-center gap-1">
        <h3 className="flex-1 text-xs font-medium text-ink-3">
          {repositories.length === 0
            ? `No repositories in ${root}`
            : shown.length === 0
              ? "None of those found is called that; Enter looks at what is typed"
              : `Found in ${root}${isComplete ? "" : ", which is too large to look through whole"}`}
        </h3>
        <IconButton
          label="Look for repositories again"
          icon={<RotateCw className={found.isFetching ? "turn" : undefined} />}
          onClick={() => void found.refetch()}
        />
      </div>
      <ul className="-mx-2 max-h-72 overflow-y-auto">
        {shown.map((repository) => (
          <li key={repository.path}>
            <Row repository={repository} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ repository, onChoose }: { repository: FoundRepository; onChoose: (path: string) => void }) {
  const { panes } = useServices();
  const { path, activeAt, project } = repository;
  return (
    <button
      type="button"
      data-repository={path}
      onClick={() => {
        if (project === undefined) onChoose(path);
        else panes.open({ kind: "board" });
      }}
      className="flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover focus-visible:bg-hover"
    >
      <FolderGit2 className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="shrink-0 text-base font-medium">{baseName(path)}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3" dir="rtl">
        <bdi>{path}</bdi>
      </span>
      {project !== undefined && <span className="text-xs text-ink-3">added as {project}</span>}
      <Ago at={activeAt} className="shrink-0 text-xs text-ink-3 tabular-nums" />
    </button>
  );
}
