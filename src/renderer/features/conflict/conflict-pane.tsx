import { GitMerge } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useConflict } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { CallFailure } from "../../lib/call-failure.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { ConflictActions } from "./conflict-actions.tsx";
import { ConflictFileView } from "./conflict-file-view.tsx";
import { ConflictFiles } from "./conflict-files.tsx";
import { ConflictIntents } from "./conflict-intents.tsx";
import { draftStorage } from "./draft-storage.ts";
import {
  type ConflictAnswer,
  type FileDraft,
  type FileDrafts,
  type FileResolution,
  resolutionOf,
} from "./file-draft.ts";

/** A submission that does not go together with what has landed: why either side did what it did, and each file with its three texts. */
export function ConflictPane({ submission }: { submission: string }) {
  const conflict = useConflict(submission);
  if (conflict.data === undefined) {
    return (
      <Frame>
        {conflict.isError ? (
          <NoConflict error={conflict.error} retry={() => void conflict.refetch()} />
        ) : (
          <Loading what="Laying out both sides" />
        )}
      </Frame>
    );
  }
  const { data } = conflict;
  if (conflict.isError) {
    return (
      <Frame>
        <NoConflict error={conflict.error} retry={() => void conflict.refetch()} />
      </Frame>
    );
  }
  // Choices hold for the two sides they were made on.
  const sides = `${data.submission.tip} ${data.onto}`;
  return (
    <Frame>
      <Conflict key={sides} answer={data} sides={sides} />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <section
      data-testid="conflict"
      aria-label="Conflict"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full min-h-0 flex-col bg-pane outline-none"
    >
      {children}
    </section>
  );
}

/** The usual reason is a good one: somebody has resolved it. */
function NoConflict({ error, retry }: { error: unknown; retry: () => void }) {
  const { panes } = useServices();
  if (!(error instanceof CallFailure) || error.failure.code !== "no-conflict") {
    return <FailureView error={error} retry={retry} />;
  }
  return (
    <EmptyState icon={<GitMerge />} title="There is no conflict any more">
      <p className="mb-3">{error.failure.message}</p>
      <Button
        size="s"
        onClick={() => {
          panes.open({ kind: "queue" });
        }}
      >
        Show the merge queue
      </Button>
    </EmptyState>
  );
}

function Conflict({ answer, sides }: { answer: ConflictAnswer; sides: string }) {
  const { storage } = useServices();
  const kept = useMemo(() => draftStorage(storage), [storage]);
  const { files, submission } = answer;
  const [drafts, setDrafts] = useState<FileDrafts>(() => kept.read(submission.id, sides));
  /** Those that are decided. What was chosen conflict by conflict is known once the file was looked at: then its texts are. */
  const [resolutions, setResolutions] = useState<ReadonlyMap<string, FileResolution>>(() => decidedIn(drafts));
  const [wanted, setWanted] = useState<string>();
  const file = files.find(({ path }) => path === wanted) ?? files[0];
  const change = (path: string, draft: FileDraft | undefined) => {
    setDrafts((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([other]) => other !== path));
      const next = draft === undefined ? others : { ...others, [path]: draft };
      kept.keep(submission.id, sides, next);
      return next;
    });
  };
  const settle = useCallback((path: string, resolution: FileResolution | undefined) => {
    setResolutions((before) => {
      const next = new Map(before);
      if (resolution === undefined) next.delete(path);
      else next.set(path, resolution);
      return next;
    });
  }, []);
  return (
    <>
      <ConflictActions
        answer={answer}
        resolutions={resolutions}
        onResolved={() => {
          kept.keep(submission.id, sides, {});
        }}
      />
      <ConflictIntents answer={answer} />
      <div className="flex min-h-0 flex-1 flex-col @2xl:flex-row">
        <ConflictFiles files={files} drafts={drafts} resolutions={resolutions} shown={file?.path} onShow={setWanted} />
        {file !== undefined && (
          <ConflictFileView
            key={file.path}
            submission={submission.id}
            file={file}
            draft={drafts[file.path]}
            onChange={(draft) => {
              change(file.path, draft);
            }}
            onSettle={settle}
          />
        )}
      </div>
    </>
  );
}

function decidedIn(drafts: FileDrafts): ReadonlyMap<string, FileResolution> {
  return new Map(
    Object.entries(drafts).flatMap(([path, draft]) => {
      const resolution = resolutionOf(path, draft, undefined);
      return resolution === undefined ? [] : [[path, resolution]];
    }),
  );
}
