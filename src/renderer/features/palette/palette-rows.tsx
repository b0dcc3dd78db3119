import { Command } from "cmdk";
import { CornerDownLeft } from "lucide-react";
import type { Entry } from "./entries.tsx";

const HEADING =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3";

type PaletteRowsProps = {
  readonly entries: readonly Entry[];
  /** Shown where there are none. */
  readonly empty: string;
  onChoose(entry: Entry): void;
};

/** What was found, under headings in the order in which each has its best. */
export function PaletteRows({ entries, empty, onChoose }: PaletteRowsProps) {
  const groups = Map.groupBy(entries, ({ group }) => group);
  return (
    <Command.List className="h-[min(420px,56vh)] overflow-y-auto overscroll-contain p-1.5">
      <Command.Empty className="px-3 py-8 text-center text-sm text-ink-3">{empty}</Command.Empty>
      {[...groups].map(([group, members]) => (
        <Command.Group key={group} heading={group} className={HEADING}>
          {members.map((entry) => (
            <Command.Item
              key={entry.id}
              value={entry.id}
              onSelect={() => {
                onChoose(entry);
              }}
              className="group flex h-(--row) min-h-8 items-center gap-2.5 rounded-md px-2.5 text-base text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink data-[selected=true]:[&_.text-ink-3]:text-ink-2"
            >
              <span className="flex w-5 shrink-0 justify-center text-ink-3">{entry.mark()}</span>
              <span className="min-w-0 flex-1 truncate">{entry.title}</span>
              {entry.note?.()}
              <CornerDownLeft
                className="size-3.5 shrink-0 text-ink-3 opacity-0 group-data-[selected=true]:opacity-100"
                aria-hidden="true"
              />
            </Command.Item>
          ))}
        </Command.Group>
      ))}
    </Command.List>
  );
}
