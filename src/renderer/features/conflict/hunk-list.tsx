import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ConflictHunk } from "./conflict-hunk.tsx";
import { LineBlock } from "./line-block.tsx";
import type { Choice, Choices, Hunk } from "./three-way.ts";

export type HunkListProps = {
  readonly hunks: readonly Hunk[];
  readonly choices: Choices;
  onChoose(hunk: number, choice: Choice | undefined): void;
};

/** Lines of what is alike shown on either side of a change. */
const CONTEXT = 3;

/** A file from top to bottom: what is alike, folded; what one side changed; and what somebody has to decide, in three columns. */
export function HunkList({ hunks, choices, onChoose }: HunkListProps) {
  const conflicts = hunks.flatMap(({ kind }, index) => (kind === "conflict" ? [index] : []));
  return (
    <div
      role="region"
      aria-label="Three sides"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto pb-8 outline-offset-[-2px]"
    >
      {hunks.map((hunk, index) => {
        // Hunks of one file have nothing but their place.
        const key = `${index}`;
        switch (hunk.kind) {
          case "same":
            return <Same key={key} hunk={hunk} isFirst={index === 0} isLast={index === hunks.length - 1} />;
          case "conflict":
            return (
              <ConflictHunk
                key={key}
                hunk={hunk}
                nth={conflicts.indexOf(index) + 1}
                of={conflicts.length}
                choice={choices.get(index)}
                onChoose={(choice) => {
                  onChoose(index, choice);
                }}
              />
            );
          default:
            return <OneSided key={key} hunk={hunk} />;
        }
      })}
    </div>
  );
}

/** What is alike, of which the ends stand there and the middle unfolds. */
function Same({ hunk, isFirst, isLast }: { hunk: Hunk; isFirst: boolean; isLast: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const lines = hunk.base;
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const folded = lines.length - head - tail;
  if (isOpen || folded <= 1) return <LineBlock lines={lines} />;
  return (
    <>
      <LineBlock lines={lines.slice(0, head)} />
      <Button
        look="ghost"
        size="s"
        className="h-5 w-full rounded-none bg-sunken text-2xs text-ink-3"
        onClick={() => {
          setOpen(true);
        }}
      >
        {`⋯ ${folded} lines alike`}
      </Button>
      <LineBlock lines={lines.slice(lines.length - tail)} />
    </>
  );
}

const WORDS = { ours: "landed", theirs: "submission", both: "both alike" } as const;

/** What only one side changed, or both alike: nothing to decide. */
function OneSided({ hunk }: { hunk: Hunk }) {
  const kind = hunk.kind === "ours" || hunk.kind === "theirs" ? hunk.kind : "both";
  const lines = kind === "theirs" ? hunk.theirs : hunk.ours;
  return (
    <section
      aria-label={`Changed by ${WORDS[kind]}`}
      data-tone={kind === "theirs" ? "review" : "landed"}
      className="relative border-l-2 border-tone"
    >
      <span className="absolute top-0 right-2 text-2xs text-tone">{WORDS[kind]}</span>
      <LineBlock lines={hunk.base} look="removed" />
      <LineBlock lines={lines} look="added" />
    </section>
  );
}
