import { GitMerge, Pause, Play, RotateCw } from "lucide-react";
import { useMemo } from "react";
import type { Submission } from "../../../shared/model/submission.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { useItems, useOverview, useQueue } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { submissionLabel, submissionTone } from "../../lib/stage.ts";
import { SubmissionDetail } from "../../lib/submission-detail.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { queueSections } from "./queue-model.ts";

/** Landed submissions worth a look; the feed has the rest. */
const LANDED_SHOWN = 50;

/** What is on its way to the target branches, what came back and why, what has landed. */
export function MergeQueue() {
  const queue = useQueue();
  const overview = useOverview();
  const items = useItems();
  const titles = useMemo(() => new Map(items.data?.map(({ id, title }) => [id, title])), [items.data]);
  const sections = useMemo(() => queueSections(queue.data?.submissions ?? []), [queue.data]);
  if (queue.isError && queue.data === undefined) {
    return <FailureView error={queue.error} retry={() => void queue.refetch()} />;
  }
  if (queue.data === undefined) return <Loading what="Reading the merge queue" />;
  const { moving, sentBack, landed } = sections;
  const isEmpty = moving.length + sentBack.length + landed.length === 0;
  return (
    <div
      data-testid="queue"
      tabIndex={-1}
      data-pane-focus
      className="flex h-full flex-col overflow-y-auto bg-pane outline-none"
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 px-4">
        {overview.data?.projects.map(({ name }) => (
          <ProjectSwitch key={name} project={name} isPaused={queue.data.paused.some((one) => one.project === name)} />
        ))}
      </header>
      {isEmpty ? (
        <EmptyState icon={<GitMerge />} title="Nothing has been submitted yet">
          What agents submit is rebased, run through the gates and landed here, one at a time.
        </EmptyState>
      ) : (
        <div className="mx-auto flex w-full max-w-[900px] flex-col gap-5 px-4 pb-6">
          <Section title="On its way" empty="Nothing waits to land." submissions={moving} titles={titles} />
          {sentBack.length > 0 && <Section title="Sent back" submissions={sentBack} titles={titles} />}
          {landed.length > 0 && (
            <Section title="Landed" count={landed.length} submissions={landed.slice(0, LANDED_SHOWN)} titles={titles} />
          )}
        </div>
      )}
    </div>
  );
}

function ProjectSwitch({ project, isPaused }: { project: string; isPaused: boolean }) {
  const { actions } = useServices();
  return (
    <Button size="s" look="ghost" onClick={() => void actions.setQueuePaused(project, !isPaused)}>
      {isPaused ? <Play className="size-3.5" /> : <Pause className="size-3.5" />}
      {isPaused ? `Resume ${project}` : `Pause ${project}`}
    </Button>
  );
}

type SectionProps = {
  readonly title: string;
  readonly count?: number;
  readonly empty?: string;
  readonly submissions: readonly Submission[];
  readonly titles: ReadonlyMap<string, string>;
};

function Section({ title, count, empty, submissions, titles }: SectionProps) {
  return (
    <section>
      <h2 className="flex h-8 items-center gap-2 text-xs font-medium text-ink-3">
        {title} <span className="tabular-nums">{count ?? submissions.length}</span>
      </h2>
      {submissions.length === 0 ? (
        <p className="text-sm text-ink-3">{empty}</p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-line">
          {submissions.map((submission) => (
            <Row key={submission.id} submission={submission} title={titles.get(submission.item)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ submission, title }: { submission: Submission; title: string | undefined }) {
  const { panes, actions } = useServices();
  const { state } = submission;
  const hasDetail = state !== "landed" && (submission.reason !== undefined || submission.gates.length > 0);
  return (
    <li
      data-submission={submission.id}
      data-state={state}
      className="flex flex-col gap-2 border-line bg-sunken px-3 py-2 not-first:border-t"
    >
      <div className="flex min-h-6 items-center gap-2.5">
        <Badge tone={submissionTone[state]} className="w-[92px] justify-center">
          {submissionLabel[state]}
        </Badge>
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item: submission.item });
          }}
          className="flex min-w-0 flex-1 items-baseline gap-2 text-left text-sm hover:underline hover:underline-offset-2"
        >
          <span className="font-mono text-2xs text-ink-3">{submission.item}</span>
          <span className="truncate text-ink">{title}</span>
        </button>
        <AgentChip agent={submission.agent} />
        {submission.landed !== undefined && (
          <code className="text-selectable text-2xs text-ink-3">{submission.landed.slice(0, 8)}</code>
        )}
        <Age at={submission.updatedAt} className="w-8 text-right text-xs text-ink-3 tabular-nums" />
        {(state === "sent-back" || state === "waiting") && (
          <IconButton
            label="Put in the queue again"
            icon={<RotateCw />}
            onClick={() => void actions.retrySubmission(submission.id)}
          />
        )}
      </div>
      {hasDetail && (
        <div className="flex flex-col gap-1.5 pl-[102px]">
          <SubmissionDetail submission={submission} />
        </div>
      )}
    </li>
  );
}
