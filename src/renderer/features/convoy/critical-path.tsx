import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { durationWords } from "../../../shared/duration-words.ts";
import type { Outlook } from "../../lib/convoys/use-outlook.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { Dot } from "../../ui/badge.tsx";
import { Section } from "../../ui/section.tsx";

/** Of a long path, what comes first: hundreds of boxes that wrap take a tenth of a second and more to lay out. */
const AT_FIRST = 40;
const MORE = 120;

/** The items that, one after another, hold up the end, as a line. */
export function CriticalPath({
  path,
  itemOf,
}: {
  path: Outlook["criticalPath"];
  itemOf: (id: string) => ItemView | undefined;
}) {
  const { panes } = useServices();
  const [shown, setShown] = useState(AT_FIRST);
  if (path.items.length === 0) return null;
  const note = `${path.items.length === 1 ? "1 item" : `${path.items.length} items`}${path.ms === undefined ? "" : `, about ${durationWords(path.ms)}`}`;
  return (
    <Section title="Critical path" note={note}>
      <ol aria-label="Critical path" className="flex flex-wrap items-center gap-y-1.5">
        {path.items.slice(0, shown).map(({ id, title }, nth) => {
          const item = itemOf(id);
          return (
            <li key={id} className="flex min-w-0 items-center">
              {nth > 0 && <ChevronRight className="mx-0.5 size-3.5 shrink-0 text-accent" aria-hidden="true" />}
              <button
                type="button"
                title={title}
                onClick={() => {
                  panes.open({ kind: "item", item: id });
                }}
                className="flex h-7 max-w-56 min-w-0 items-center gap-1.5 rounded-md border border-accent/50 bg-raised px-2 text-xs hover:border-accent"
              >
                {item !== undefined && <Dot tone={stageTone[item.stage]} isLive={item.stage === "in-progress"} />}
                <span className="shrink-0 font-mono text-2xs text-ink-3">{id}</span>
                <span className="truncate">{title}</span>
                {item !== undefined && <span className="sr-only">{stageLabel[item.stage]}</span>}
              </button>
            </li>
          );
        })}
      </ol>
      {path.items.length > shown && (
        <button
          type="button"
          onClick={() => {
            setShown(shown + MORE);
          }}
          className="self-start rounded-sm text-xs text-ink-3 hover:text-ink hover:underline"
        >
          and {path.items.length - shown} more
        </button>
      )}
    </Section>
  );
}
