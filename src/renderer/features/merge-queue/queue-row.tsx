import { Ellipsis, GripVertical } from "lucide-react";
import { memo, useRef, useState } from "react";
import type { Standing, Submission } from "../../../shared/model/submission.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { submissionMenuEntries } from "../../lib/queue/queue-menu.tsx";
import { standingWords } from "../../lib/queue/standing-words.ts";
import { useServices } from "../../lib/services.tsx";
import { submissionLabel, submissionTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Menu } from "../../ui/menu.tsx";
import { useQueueLook } from "./queue-look.ts";
import { SubmissionMarks } from "./submission-marks.tsx";
import { useReorder } from "./use-reorder.ts";
import { WayButtons } from "./way-buttons.tsx";

export type QueueRowProps = {
  readonly one: Submission;
  readonly standing?: Standing | undefined;
  /** Those of its queue that can be moved, in their order; without, it stays where it is. */
  readonly movable?: readonly string[];
  /** Says why in a second line, and shows what it needs first as a button. */
  readonly isTall?: boolean;
};

/** Nothing can be moved there. */
const NONE: readonly string[] = [];
export const ROW_HEIGHT = 34;
export const TALL_ROW_HEIGHT = 54;

/** A submission in one line, or in two where it says why it stands there. */
export const QueueRow = memo(function QueueRow({ one, standing, movable = NONE, isTall = false }: QueueRowProps) {
  const services = useServices();
  const { panes } = services;
  const { titleOf, shown, stop, onShow, workerOf } = useQueueLook();
  const row = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const { isDragging, edge } = useReorder(row, one, movable);
  const isMovable = movable.includes(one.id);
  const tone = submissionTone[one.state];
  const resolver = one.resolver === undefined ? undefined : workerOf(one.resolver.item);
  const words = standingWords(one, standing);
  return (
    // The focus roves over the rows; the view hears their keys on the way up.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the view hears the keys as they come up
    <div
      ref={row}
      role="listitem"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the focus roves over the rows
      tabIndex={stop === one.id ? 0 : -1}
      data-submission={one.id}
      data-state={one.state}
      data-tone={tone}
      aria-current={shown === one.id ? "true" : undefined}
      aria-keyshortcuts={isMovable ? "Enter Alt+ArrowUp Alt+ArrowDown Alt+Home" : "Enter"}
      onPointerEnter={() => {
        setNear(true);
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) onShow(one);
      }}
      onClick={() => {
        onShow(one);
      }}
      onDoubleClick={() => {
        panes.open({ kind: "item", item: one.item });
      }}
      className={classNames(
        "group relative flex h-full items-center gap-2 border-b border-line px-2 outline-offset-[-2px] hover:bg-hover aria-[current=true]:bg-active",
        isDragging && "opacity-40",
        edge === "top" && "before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent",
        edge === "bottom" && "before:absolute before:inset-x-0 before:-bottom-px before:h-0.5 before:bg-accent",
      )}
    >
      <span className="flex w-7 shrink-0 items-center justify-end text-xs text-ink-3 tabular-nums">
        {isMovable && <GripVertical aria-hidden="true" className="hidden size-3.5 group-hover:block" />}
        {standing?.position !== undefined ? (
          <span className={isMovable ? "group-hover:hidden" : undefined}>
            {standing.position}
            <span className="sr-only">{`. in the queue, `}</span>
          </span>
        ) : (
          <Dot
            tone={tone}
            isLive={one.state === "preparing" || one.state === "resolving"}
            className={isMovable ? "group-hover:hidden" : ""}
          />
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-w-0 items-baseline gap-2">
          <span className="hidden shrink-0 font-mono text-2xs text-ink-3 @md:inline">{one.item}</span>
          <span title={titleOf(one.item)} className="min-w-0 truncate text-sm text-ink">
            {titleOf(one.item) ?? one.item}
          </span>
          <span className="sr-only">{`, ${submissionLabel[one.state]}`}</span>
          <span className="flex items-center gap-1 self-center">
            <SubmissionMarks one={one} />
          </span>
        </div>
        {isTall && (
          <p
            title={words}
            className={classNames(
              "truncate text-xs",
              tone === "trouble" || tone === "attention" ? "text-tone" : "text-ink-3",
            )}
          >
            {words}
          </p>
        )}
      </div>
      {!isTall && one.state !== "landed" && (
        <span className="hidden max-w-[40%] shrink-0 truncate text-xs text-ink-3 @lg:block">{words}</span>
      )}
      {isTall && <WayButtons one={one} />}
      {one.landed !== undefined && (
        <code className="text-selectable hidden shrink-0 text-2xs text-ink-3 @sm:block">{one.landed.slice(0, 8)}</code>
      )}
      {resolver !== undefined && <AgentChip agent={resolver} isLive className="shrink-0" />}
      <AgentChip agent={one.agent} className="hidden w-20 shrink-0 @xl:flex" />
      <Age at={one.updatedAt} className="hidden w-8 shrink-0 text-right text-2xs text-ink-3 tabular-nums @sm:block" />
      {/* A menu costs as much as all the rest of a row: rows that are only scrolled by have none. */}
      {isNear || shown === one.id ? (
        <Menu
          trigger={
            <IconButton
              label={`Actions for ${one.item}`}
              icon={<Ellipsis />}
              tabIndex={-1}
              className="opacity-0 group-hover:opacity-100 group-focus:opacity-100 focus:opacity-100 data-popup-open:opacity-100"
            />
          }
          entries={submissionMenuEntries(one, services)}
        />
      ) : (
        <span className="size-6 shrink-0" />
      )}
    </div>
  );
});
