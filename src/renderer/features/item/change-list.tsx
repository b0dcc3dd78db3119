import { ArrowRight } from "lucide-react";
import type { FieldChange } from "../../../shared/contract/history.ts";
import { changeText } from "./trail-model.ts";

/** What changed, from what to what: short values in a line, long ones one below the other, folded away. */
export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-0.5">
      {changes.map((change) => {
        const { name, before, after, isLong } = changeText(change);
        return (
          <li key={change.field} data-field={change.field} className="text-xs text-ink-3">
            {isLong ? (
              <details>
                <summary className="cursor-default rounded-sm hover:text-ink">{name}</summary>
                <LongValue tone="trouble" label="Before" text={before} />
                <LongValue tone="good" label="After" text={after} />
              </details>
            ) : (
              <span className="text-selectable flex flex-wrap items-center gap-1.5">
                {name}
                {before === undefined ? (
                  <span className="sr-only">nothing</span>
                ) : (
                  <del data-tone="trouble" className="tone-wash rounded-sm px-1 no-underline">
                    {before}
                  </del>
                )}
                <ArrowRight className="size-3" role="img" aria-label="to" />
                {after === undefined ? (
                  <span>nothing</span>
                ) : (
                  <ins data-tone="good" className="tone-wash rounded-sm px-1 no-underline">
                    {after}
                  </ins>
                )}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function LongValue({ tone, label, text }: { tone: "trouble" | "good"; label: string; text: string | undefined }) {
  return (
    <div data-tone={tone} className="mt-1 border-l-2 border-tone pl-2">
      <span className="sr-only">{label}</span>
      <p className="text-selectable max-h-60 overflow-y-auto text-sm whitespace-pre-wrap text-ink-2">
        {text ?? "Nothing"}
      </p>
    </div>
  );
}
