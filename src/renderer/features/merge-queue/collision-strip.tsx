import { ChevronRight, Zap } from "lucide-react";
import { useState } from "react";
import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { useServices } from "../../lib/services.tsx";
import { classNames } from "../../ui/class-names.ts";

/** Branches that would not merge, told while their agents still work. */
export function CollisionStrip({ flags }: { flags: readonly ConflictFlagView[] }) {
  const [isOpen, setOpen] = useState(false);
  if (flags.length === 0) return null;
  return (
    <section
      aria-label="Early warning"
      data-testid="collisions"
      data-tone="attention"
      className="shrink-0 border-b border-line"
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
        className="flex h-8 w-full items-center gap-2 px-4 text-left text-sm hover:bg-hover"
      >
        <ChevronRight
          aria-hidden="true"
          className={classNames("size-3.5 text-ink-3 transition-transform duration-(--fast)", isOpen && "rotate-90")}
        />
        <Zap aria-hidden="true" className="size-3.5 text-tone" />
        <span className="min-w-0 truncate text-tone">
          {flags.length === 1 ? "Two branches would not merge" : `${flags.length} pairs of branches would not merge`}
        </span>
        {!isOpen && (
          <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{flags.map(sidesWords).join(" · ")}</span>
        )}
      </button>
      {isOpen && (
        <ul className="flex max-h-64 flex-col overflow-y-auto px-4 pb-2">
          {flags.map((flag) => (
            <Flag key={flag.id} flag={flag} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Flag({ flag }: { flag: ConflictFlagView }) {
  return (
    <li data-flag={flag.id} className="flex items-start gap-3 border-t border-line py-2">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Side flag={flag} nth={0} />
          <span className="text-xs text-ink-3">and</span>
          <Side flag={flag} nth={1} />
        </div>
        <ul aria-label="Files" className="flex flex-wrap gap-1">
          {flag.files.map(({ path, kind }) => (
            <li
              key={path}
              className="text-selectable rounded-sm bg-active px-1.5 font-mono text-2xs text-ink-2"
              title={kind}
            >
              {path}
            </li>
          ))}
          {flag.fileCount > flag.files.length && (
            <li className="text-2xs text-ink-3">{`and ${flag.fileCount - flag.files.length} more`}</li>
          )}
        </ul>
      </div>
      <Age at={flag.updatedAt} className="shrink-0 text-xs text-ink-3 tabular-nums" />
    </li>
  );
}

function Side({ flag, nth }: { flag: ConflictFlagView; nth: 0 | 1 }) {
  const { panes } = useServices();
  const side = flag.sides[nth];
  if (side.kind === "target") {
    return (
      <span className="min-w-0 truncate text-sm text-ink-2">
        what landed on <code className="text-xs">{side.branch}</code>
        {side.changes[0] !== undefined && <span className="text-ink-3">{`: ${side.changes[0].subject}`}</span>}
      </span>
    );
  }
  const { item, agent } = side;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <AgentChip agent={agent} />
      <button
        type="button"
        onClick={() => {
          panes.open({ kind: "item", item });
        }}
        className="min-w-0 truncate text-sm text-ink hover:underline"
      >
        {flag.titles[item] ?? item}
      </button>
    </span>
  );
}

function sidesWords({ sides }: ConflictFlagView): string {
  return sides.map((side) => (side.kind === "target" ? side.branch : side.item)).join(" and ");
}
