import { GitBranch, Pause, Play, Settings2 } from "lucide-react";
import { type ReactNode, type RefObject, useMemo } from "react";
import type { Submission } from "../../../shared/model/submission.ts";
import type { Project } from "../../../shared/model/project.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { type BranchQueue, underWay } from "../../lib/queue/queue-view.ts";
import { integrationOn } from "../../lib/integrations/integrations.ts";
import { pausedWords } from "../../lib/queue/standing-words.ts";
import { useGateStats, useIntegrations } from "../../lib/server-state/queue-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { IntegrationLine } from "./integration-line.tsx";
import { BatchCard, type OutputShown } from "./batch-card.tsx";
import { lanesOf } from "./bisection.ts";
import { QueueRow, ROW_HEIGHT, TALL_ROW_HEIGHT } from "./queue-row.tsx";
import { type FocusWish, QueueRows } from "./queue-rows.tsx";

export type BranchSectionProps = {
  readonly queue: BranchQueue;
  readonly project: Project | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly content: RefObject<HTMLElement | null>;
  readonly focus: FocusWish;
  readonly output: OutputShown | undefined;
  onOutput(output: OutputShown): void;
  /** Whether all that ever landed is listed, and the way to have it so. */
  readonly hasAll: boolean;
  onAll(): void;
};

/** One branch and everything on its way to it. */
export function BranchSection(props: BranchSectionProps) {
  const { queue, project, scroller, content, focus, output, onOutput, hasAll, onAll } = props;
  const stats = useGateStats(queue.project);
  const usualMs = new Map(stats.data?.gates.map(({ name, medianMs }) => [name, medianMs]));
  const movable = useMemo(
    () => queue.queue.flatMap(({ submission, isMovable }) => (isMovable ? [submission.id] : [])),
    [queue],
  );
  const lists = { scroller, content, focus };
  const integrations = useIntegrations(queue.branch !== undefined);
  const integration = integrationOn(integrations.data ?? NONE, queue);
  const branch = queue.branch ?? project?.target ?? "target";
  const lanes = project?.queue.parallel;
  const busy = new Set(queue.batches.flatMap(lanesOf)).size;
  return (
    <section
      data-branch={queue.key}
      aria-label={`Queue of ${queue.project} for ${branch}`}
      className="flex flex-col gap-4"
    >
      <BranchHeader queue={queue} branch={branch} />
      {integration !== undefined && <IntegrationLine integration={integration} />}
      {queue.needsUser.length > 0 && (
        <Part title="Needs you" count={queue.needsUser.length}>
          <QueueRows {...lists} items={queue.needsUser} idOf={idOf} height={TALL_ROW_HEIGHT} label="Needs you">
            {(one) => <QueueRow one={one} isTall />}
          </QueueRows>
        </Part>
      )}
      {queue.batches.length > 0 && (
        <Part
          title="At work"
          note={lanes === undefined ? undefined : `${busy} of ${lanes} ${lanes === 1 ? "lane" : "lanes"}`}
          isBare
        >
          <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] items-start gap-2">
            {queue.batches.map((batch, index) => {
              const below = queue.batches.findIndex(({ id }) => id === batch.after);
              return (
                <BatchCard
                  key={batch.id}
                  batch={batch}
                  nth={index + 1}
                  below={below === -1 ? undefined : below + 1}
                  gates={project?.gates ?? []}
                  usualMs={usualMs}
                  shown={output}
                  onShow={onOutput}
                />
              );
            })}
          </div>
        </Part>
      )}
      <Part title="Queue" count={queue.queue.length} empty="Nothing waits to land.">
        {queue.queue.length > 0 && (
          <QueueRows
            {...lists}
            items={queue.queue}
            idOf={({ submission }) => submission.id}
            height={ROW_HEIGHT}
            label="Queue, in the order in which they will be taken"
          >
            {({ submission, standing }) => <QueueRow one={submission} standing={standing} movable={movable} />}
          </QueueRows>
        )}
      </Part>
      {queue.elsewhere.length > 0 && (
        <Part title="In other hands" count={queue.elsewhere.length}>
          <QueueRows {...lists} items={queue.elsewhere} idOf={idOf} height={TALL_ROW_HEIGHT} label="In other hands">
            {(one) => <QueueRow one={one} isTall />}
          </QueueRows>
        </Part>
      )}
      {queue.sentBack.length > 0 && (
        <Part title="Sent back" count={queue.sentBack.length}>
          <QueueRows {...lists} items={queue.sentBack} idOf={idOf} height={TALL_ROW_HEIGHT} label="Sent back">
            {(one) => <QueueRow one={one} isTall />}
          </QueueRows>
        </Part>
      )}
      {(queue.landed.length > 0 || !hasAll) && (
        <Part
          title={hasAll ? "Landed" : "Landed lately"}
          count={queue.landed.length}
          empty="Nothing has landed lately."
          actions={
            !hasAll && (
              <Button size="s" look="ghost" onClick={onAll}>
                Show all
              </Button>
            )
          }
        >
          {queue.landed.length > 0 && (
            <QueueRows {...lists} items={queue.landed} idOf={idOf} height={ROW_HEIGHT} label="Landed, the newest first">
              {(one) => <QueueRow one={one} />}
            </QueueRows>
          )}
        </Part>
      )}
    </section>
  );
}

const NONE: readonly never[] = [];
const idOf = ({ id }: Submission) => id;

function BranchHeader({ queue, branch }: { queue: BranchQueue; branch: string }) {
  const { actions, ui } = useServices();
  const isPast = useIsPast();
  const { project, pausedBy, trouble } = queue;
  const isPaused = pausedBy === "user";
  const count = underWay(queue);
  return (
    <header className="flex min-h-8 flex-wrap items-center gap-2">
      <h3 className="flex min-w-0 items-center gap-1.5 text-base font-semibold">
        {project}
        <span className="flex min-w-0 items-center gap-1 font-normal text-ink-3">
          <GitBranch aria-hidden="true" className="size-3.5" />
          <span className="sr-only">branch </span>
          <code className="truncate text-xs">{branch}</code>
        </span>
      </h3>
      <span className="text-xs text-ink-3">{count === 0 ? "nothing under way" : `${count} under way`}</span>
      {pausedBy !== undefined && <Badge tone="attention">{pausedWords(pausedBy)}</Badge>}
      <span className="flex-1" />
      {!isPast && (
        <>
          <Button
            size="s"
            look={isPaused ? "primary" : "secondary"}
            onClick={() => void actions.setQueuePaused(project, !isPaused)}
          >
            {isPaused ? <Play className="size-3.5" /> : <Pause className="size-3.5" />}
            {isPaused ? `Resume ${project}` : `Pause ${project}`}
          </Button>
          <IconButton
            label={`Settings of ${project}…`}
            icon={<Settings2 />}
            onClick={() => {
              ui.openDialog({ kind: "project-settings", project });
            }}
          />
        </>
      )}
      {trouble !== undefined && (
        <p role="alert" data-tone="trouble" className="text-selectable w-full text-sm text-tone">
          It cannot go on, and is tried again: {trouble}
        </p>
      )}
    </header>
  );
}

type PartProps = {
  readonly title: string;
  readonly count?: number;
  readonly note?: string | undefined;
  readonly empty?: string;
  /** Its content has frames of its own. */
  readonly isBare?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

function Part({ title, count, note, empty, isBare = false, actions, children }: PartProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex h-6 items-center gap-2">
        <h4 className="text-xs font-medium text-ink-3">
          {title} {count !== undefined && <span className="tabular-nums">{count}</span>}
        </h4>
        {note !== undefined && <span className="text-xs text-ink-3">{note}</span>}
        <span className="flex-1" />
        {actions}
      </div>
      {count === 0 ? (
        <p className="text-sm text-ink-3">{empty}</p>
      ) : isBare ? (
        children
      ) : (
        <div className="overflow-hidden rounded-lg border border-line bg-sunken">{children}</div>
      )}
    </div>
  );
}
