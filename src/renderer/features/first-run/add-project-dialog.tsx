import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Info } from "lucide-react";
import { useState } from "react";
import { failureOf } from "../../lib/call-failure.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { FoundRepositories } from "./found-repositories.tsx";
import { ProjectForm } from "./project-form.tsx";

/** Adds a repository in two steps: where it is, then what Drover found there and how to work on it. */
export function AddProjectDialog(props: { source: string | undefined; onClose: () => void }) {
  const { onClose } = props;
  const { connection, platform } = useServices();
  const [source, setSource] = useState(props.source ?? "");
  const [asked, setAsked] = useState(props.source);
  const inspection = useQuery({
    queryKey: queryKeys.inspection(asked ?? ""),
    queryFn: ({ signal }) => callOrThrow(connection, "project.inspect", { source: asked ?? "" }, signal),
    enabled: asked !== undefined,
    retry: false,
    gcTime: 0,
  });
  const failure = inspection.isError ? failureOf(inspection.error) : undefined;
  const look = () => {
    if (source.trim() === "") return;
    if (asked === source.trim()) void inspection.refetch();
    setAsked(source.trim());
  };
  const lookAt = (path: string) => {
    setSource(path);
    setAsked(path);
  };
  const isFresh = inspection.data !== undefined && asked === source.trim();
  return (
    <Dialog
      title="Add a repository"
      description="Drover makes a clone of its own and leaves your checkout alone unless you say otherwise."
      onClose={onClose}
      width={640}
      testId="add-project"
    >
      <div
        className="flex min-h-0 flex-col overflow-y-auto"
        onDragOver={(event) => {
          if (platform.isDesktop) event.preventDefault();
        }}
        onDrop={(event) => {
          const [file] = event.dataTransfer.files;
          const path = file === undefined ? undefined : platform.pathOf(file);
          if (path === undefined) return;
          event.preventDefault();
          lookAt(path);
        }}
      >
        <form
          className="flex items-end gap-2 px-5 pt-3 pb-4"
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <Field
            label="Path or URL"
            className="flex-1"
            hint={platform.isDesktop ? "Or drop a folder here." : undefined}
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                spellCheck={false}
                placeholder="~/code/my-project  or  https://example.org/team/project.git"
                value={source}
                onChange={(event) => {
                  setSource(event.target.value);
                }}
                className="font-mono text-sm"
              />
            )}
          </Field>
          <Button
            type="submit"
            className="h-8"
            look={isFresh ? "secondary" : "primary"}
            disabled={source.trim() === "" || inspection.isFetching}
          >
            Look at it
          </Button>
        </form>
        {asked !== source.trim() && <FoundRepositories typed={source} onChoose={lookAt} />}
        {inspection.isFetching && (
          <div className="h-24">
            <Loading what="Looking at the repository" />
          </div>
        )}
        {failure !== undefined && !inspection.isFetching && (
          <div role="alert" data-tone="trouble" className="tone-wash mx-5 mb-5 flex gap-2 rounded-md px-3 py-2 text-sm">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            <div className="text-selectable">
              <p>{failure.message}</p>
              {failure.remedy !== undefined && <p className="mt-0.5 text-ink-2">{failure.remedy}</p>}
            </div>
          </div>
        )}
        {isFresh && !inspection.isFetching && (
          <>
            {inspection.data.remarks.length > 0 && (
              <ul aria-label="Remarks" className="mx-5 mb-4 flex flex-col gap-1 rounded-md bg-hover px-3 py-2">
                {inspection.data.remarks.map((remark) => (
                  <li key={remark} className="text-selectable flex gap-2 text-sm text-ink-2">
                    <Info className="mt-[3px] size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
                    {remark}
                  </li>
                ))}
              </ul>
            )}
            <ProjectForm key={asked} source={asked} inspection={inspection.data} onClose={onClose} />
          </>
        )}
      </div>
    </Dialog>
  );
}
