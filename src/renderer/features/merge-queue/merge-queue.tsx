import { GitMerge } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { flagsOn } from "../../lib/collisions/collisions.ts";
import { USER } from "../../../shared/model/identity.ts";
import { submissionMenuEntries } from "../../lib/queue/queue-menu.tsx";
import { type BranchQueue, branchQueues } from "../../lib/queue/queue-view.ts";
import { useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useConflictFlags, useQueueList } from "../../lib/server-state/queue-queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import type { Submission } from "../../../shared/model/submission.ts";
import { ContextMenu } from "../../ui/menu.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import type { OutputShown } from "./batch-card.tsx";
import { BatchPanel } from "./batch-panel.tsx";
import { BranchSection } from "./branch-section.tsx";
import { CollisionStrip } from "./collision-strip.tsx";
import { type QueueLook, QueueLookProvider } from "./queue-look.ts";
import { SubmissionPanel } from "./submission-panel.tsx";

const ALL = "";

/** What is on its way to the target branches: the lanes at work, the queue in its order, what waits for somebody, what has landed. */
export function MergeQueue() {
  const services = useServices();
  const { ui, panes } = services;
  const [hasAll, setAll] = useState(false);
  const [project, setProject] = useState(ALL);
  const [output, setOutput] = useState<OutputShown>();
  const [isPanelShut, setPanelShut] = useState(false);
  const [focus, setFocus] = useState<{ readonly id: string | undefined; readonly nth: number }>({
    id: undefined,
    nth: 0,
  });
  const list = useQueueList(hasAll);
  const overview = useOverview();
  const items = useItems();
  const flags = useConflictFlags();
  const shown = useUi(({ queueShown }) => (queueShown?.kind === "submission" ? queueShown.id : undefined));
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);

  const queues = useMemo(
    () => (list.data === undefined ? [] : branchQueues(list.data, project === ALL ? undefined : project)),
    [list.data, project],
  );
  const rows = useMemo(() => queues.flatMap(rowsOf), [queues]);
  const standing = useMemo(
    () =>
      (flags.data ?? []).filter((flag) => flag.cleared === undefined && (project === ALL || flag.project === project)),
    [flags.data, project],
  );
  // One that was asked for from elsewhere is shown and brought into sight, whatever was shut before.
  const [asked, setAsked] = useState(shown);
  if (asked !== shown) {
    setAsked(shown);
    setOutput(undefined);
    setPanelShut(false);
    if (shown !== undefined) setFocus(({ nth }) => ({ id: shown, nth: nth + 1 }));
  }

  const look = useMemo((): QueueLook => {
    const titles = new Map(items.data?.map(({ id, title }) => [id, title]));
    const workers = new Map(items.data?.map(({ id, hookedBy }) => [id, hookedBy]));
    const known = new Map(list.data?.submissions.map((one) => [one.id, one]));
    return {
      titleOf: (item) => titles.get(item),
      workerOf: (item) => workers.get(item),
      find: (id) => known.get(id),
      flagsOf: (item) => flagsOn(standing, { item }),
      shown,
      stop: shown !== undefined && rows.includes(shown) ? shown : rows[0],
      onShow(one) {
        setAsked(one.id);
        ui.set({
          queueShown: { kind: "submission", id: one.id },
          focusedItem: one.item,
          ...(one.agent === USER ? {} : { focusedAgent: one.agent }),
        });
        setOutput(undefined);
        setPanelShut(false);
      },
    };
  }, [items.data, list.data, standing, shown, rows, ui]);

  if (list.isError && list.data === undefined) {
    return <FailureView error={list.error} retry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <Loading what="Reading the merge queue" />;

  const isEmpty = queues.every((queue) => rowsOf(queue).length === 0 && queue.batches.length === 0);
  const batches = queues.flatMap((queue) => queue.batches);
  // Without a choice, what is being gated now speaks for the queue.
  const batch = batches.find(({ id }) => id === output?.batch) ?? (shown === undefined ? batches[0] : undefined);
  const isBatchShown = !isPanelShut && batch !== undefined && (output !== undefined || shown === undefined);
  const isSubmissionShown = !isPanelShut && !isBatchShown && shown !== undefined;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset["submission"] === undefined) return;
    const at = rows.indexOf(event.target.dataset["submission"]);
    if (event.key === "Enter") {
      const one = look.find(rows[at] ?? "");
      if (one !== undefined) panes.open({ kind: "item", item: one.item });
      event.preventDefault();
      return;
    }
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const id = next === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, next))];
    if (id === undefined) return;
    event.preventDefault();
    setFocus(({ nth }) => ({ id, nth: nth + 1 }));
  };

  return (
    <QueueLookProvider value={look}>
      <section
        data-testid="queue"
        aria-label="Merge queue"
        tabIndex={-1}
        data-pane-focus
        className="@container flex h-full min-h-0 flex-col overflow-hidden bg-pane outline-none"
      >
        <QueueHeader
          projects={overview.data?.projects.map(({ name }) => name) ?? []}
          project={project}
          onProject={setProject}
        />
        <CollisionStrip flags={standing} />
        {isEmpty ? (
          <EmptyState icon={<GitMerge />} title="Nothing has been submitted yet">
            What agents submit is put on the newest target, run through the gates together, and landed here.
          </EmptyState>
        ) : (
          <div className="flex min-h-0 flex-1 flex-col @3xl:flex-row">
            <ContextMenu
              entries={() => {
                const one = shown === undefined ? undefined : look.find(shown);
                return one === undefined ? [] : submissionMenuEntries(one, services);
              }}
            >
              {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the rows take the keys; this only hears them on their way up */}
              <div
                ref={scroller}
                onKeyDown={onKeyDown}
                onContextMenuCapture={({ target }) => {
                  const row =
                    target instanceof Element ? target.closest<HTMLElement>("[data-submission],[data-member]") : null;
                  const one = look.find(row?.dataset["submission"] ?? row?.dataset["member"] ?? "");
                  if (one !== undefined) look.onShow(one);
                }}
                className="min-h-0 min-w-0 flex-1 overflow-y-auto"
              >
                <div ref={content} className="@container flex flex-col gap-8 px-4 pt-1 pb-8">
                  {queues.map((queue) => (
                    <BranchSection
                      key={queue.key}
                      queue={queue}
                      project={overview.data?.projects.find(({ name }) => name === queue.project)}
                      scroller={scroller}
                      content={content}
                      focus={focus}
                      output={isBatchShown ? { batch: batch.id, run: output?.run, gate: output?.gate } : undefined}
                      onOutput={(next) => {
                        setOutput(next);
                        setPanelShut(false);
                      }}
                      hasAll={hasAll}
                      onAll={() => {
                        setAll(true);
                      }}
                    />
                  ))}
                </div>
              </div>
            </ContextMenu>
            {(isBatchShown || isSubmissionShown) && (
              <div className="flex h-[55%] min-h-0 shrink-0 flex-col overflow-hidden border-t border-line bg-pane @3xl:h-auto @3xl:w-[42%] @3xl:max-w-[640px] @3xl:border-t-0 @3xl:border-l">
                {isBatchShown ? (
                  <BatchPanel
                    key={batch.id}
                    batch={batch}
                    output={output ?? { batch: batch.id, run: undefined, gate: undefined }}
                    onOutput={setOutput}
                    onClose={() => {
                      setPanelShut(true);
                    }}
                  />
                ) : (
                  <SubmissionPanel
                    key={shown}
                    submission={shown ?? ""}
                    onClose={() => {
                      setPanelShut(true);
                    }}
                  />
                )}
              </div>
            )}
          </div>
        )}
      </section>
    </QueueLookProvider>
  );
}

type QueueHeaderProps = {
  readonly projects: readonly string[];
  readonly project: string;
  onProject(project: string): void;
};

/** Nothing to choose where there is one project. */
function QueueHeader({ projects, project, onProject }: QueueHeaderProps) {
  if (projects.length < 2) return null;
  return (
    <header className="flex h-9 shrink-0 items-center gap-2 px-3">
      <Select
        label="Project"
        size="s"
        value={project}
        options={[{ value: ALL, label: "All projects" }, ...projects.map((name) => ({ value: name, label: name }))]}
        onChange={onProject}
      />
    </header>
  );
}

/** What the arrow keys walk along, in the order in which it stands. */
function rowsOf({ needsUser, queue, elsewhere, sentBack, landed }: BranchQueue): readonly string[] {
  const waiting: readonly Submission[] = queue.map(({ submission }) => submission);
  return [needsUser, waiting, elsewhere, sentBack, landed].flatMap((part) => part.map(({ id }) => id));
}
