import { ChevronRight } from "lucide-react";
import { classNames } from "../../ui/class-names.ts";
import type { HerdCounts, TreeRow } from "./tree-model.ts";

export type GroupRowProps = {
  readonly row: Extract<TreeRow, { kind: "group" }>;
  readonly isStop: boolean;
  onFocus(): void;
  onToggle(): void;
};

/** A role of a project, with how its agents fare. */
export function GroupRow({ row, isStop, onFocus, onToggle }: GroupRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree hears the keys
    <div
      role="treeitem"
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={row.isOpen}
      data-key={row.key}
      data-group
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onToggle}
      className="flex h-6 items-center gap-1.5 rounded-md pr-1.5 pl-[22px] text-2xs font-medium text-ink-3 hover:bg-hover hover:text-ink-2"
    >
      <ChevronRight
        aria-hidden="true"
        className={classNames("size-3 transition-transform duration-(--fast)", row.isOpen && "rotate-90")}
      />
      {row.label}
      <span className="tabular-nums opacity-75">{row.agents}</span>
      <span className="flex-1" />
      {!row.isOpen && <Counts counts={row} />}
    </div>
  );
}

/** How many need the user and how many work, where rows below are not in sight or there are many. */
export function Counts({ counts }: { counts: HerdCounts }) {
  const { needsUser, atWork } = counts;
  return (
    <>
      <span className="sr-only">
        {`, ${atWork} at work`}
        {needsUser > 0 && `, ${needsUser} ${needsUser === 1 ? "needs" : "need"} you`}
      </span>
      {needsUser > 0 && (
        <span
          aria-hidden="true"
          data-tone="attention"
          title="Need you"
          className="tone-wash rounded-sm px-1 text-2xs tabular-nums"
        >
          {needsUser}
        </span>
      )}
      {atWork > 0 && (
        <span aria-hidden="true" title="At work" className="text-2xs font-normal text-ink-3 tabular-nums">
          {atWork}
        </span>
      )}
    </>
  );
}
