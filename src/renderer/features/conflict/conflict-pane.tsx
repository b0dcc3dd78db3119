import { GitMerge } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { Submission } from "../../../shared/model/submission.ts";
import { standingWords } from "../../lib/queue/standing-words.ts";
import { useSubmission } from "../../lib/server-state/queries.ts";
import { useConflict } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { CallFailure } from "../../lib/call-failure.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { ConflictActions } from "./conflict-actions.tsx";
import { ConflictFileView } from "./conflict-file-view.tsx";
import { ConflictFiles } from "./conflict-files.tsx";
import { ConflictIntents } from "./conflict-intents.tsx";
import { draftStorage, sidesOf } from "./draft-storage.ts";
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
  const live = useSubmission(submission);
  const { refetch } = conflict;
  const relayout = useCallback(() => void refetch(), [refetch]);
  if (conflict.data === undefined) {
    return (
      <Frame>
        {conflict.isError ? (
          <NoConflict error={conflict.error} retry={relayout} />
        ) : (
          <Loading what="Laying out both sides" />
        )}
      </Frame>
    );
  }
  const { data } = conflict;
  const now = live.data?.submission;
  const isOver = now !== undefined && (now.tip !== data.submission.tip || !CONFLICT_STATES.has(now.state));
  return (
    <Frame>
      {conflict.isError ? (
        <NoConflict error={conflict.error} retry={relayout} />
      ) : isOver ? (
        <Over words={standingWords(now, live.data?.standing)} />
      ) : (
        <Conflict key={`${data.submission.tip} ${data.onto}`} answer={data} onMoved={relayout} />
      )}
    </Frame>
  );
}

/** In which somebody may put both sides together. */
const CONFLICT_STATES: ReadonlySet<Submission["state"]> = new Set(["resolving", "waiting", "sent-back"]);

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
  if (!(error instanceof CallFailure) || error.failure.code !== "no-conflict") {
    return <FailureView error={error} retry={retry} />;
  }
  return <Over words={error.failure.message} />;
}

function Over({ words }: { words: string }) {
  const { panes } = useServices();
  return (
    <EmptyState icon={<GitMerge />} title="There is no conflict any more">
      <p className="mb-3">{words}</p>
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

function Conflict({ answer, onMoved }: { answer: ConflictAnswer; onMoved: () => void }) {
  const { storage } = useServices();
  const kept = useMemo(() => draftStorage(storage), [storage]);
  const { files, submission, onto } = answer;
  const sides = useMemo(() => sidesOf(files), [files]);
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
        onRefused={onMoved}
      />
      {/* In a low pane all of it scrolls, so that the texts keep enough room to be read. */}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ConflictIntents answer={answer} />
        <div className="flex min-h-72 flex-[1_0_0px] flex-col @2xl:flex-row">
          <ConflictFiles
            files={files}
            drafts={drafts}
            resolutions={resolutions}
            shown={file?.path}
            onShow={setWanted}
          />
          {file !== undefined && (
            <ConflictFileView
              key={file.path}
              submission={submission.id}
              onto={onto}
              file={file}
              draft={drafts[file.path]}
              onChange={(draft) => {
                change(file.path, draft);
              }}
              onSettle={settle}
              onMoved={onMoved}
            />
          )}
        </div>
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
