import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AttentionList } from "../../../shared/contract/attention.ts";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import { attentionKinds } from "../../lib/attention/kinds.tsx";
import { heldUpShort } from "../../lib/attention/held-up-words.ts";
import { Age } from "../../lib/age-view.tsx";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Keys } from "../../ui/kbd.tsx";

/** The list at the left: a row each, the heaviest first, and what was put off folded away. */
export function AttentionEntries({ list, chosen }: { list: AttentionList; chosen: string | undefined }) {
  const [isPutOffShown, setPutOffShown] = useState(false);
  const { entries, putOff } = list;
  return (
    <div className="flex max-h-[45%] min-h-0 shrink-0 flex-col border-line @2xl:max-h-none @2xl:w-[22rem] @2xl:border-r">
      <header className="flex h-10 shrink-0 items-center gap-2 px-3">
        <h2 className="flex-1 text-sm font-medium text-ink">
          {entries.length === 0
            ? "Nothing needs you"
            : `${entries.length} ${entries.length === 1 ? "needs" : "need"} you`}
        </h2>
        <span className="flex items-center gap-1 text-2xs text-ink-3">
          next <Keys command="attention.below" />
        </span>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        <Rows label="What needs you" entries={entries} chosen={chosen} />
        {putOff.length > 0 && (
          <>
            <Button
              look="ghost"
              size="s"
              className="mt-2 w-full justify-start"
              aria-expanded={isPutOffShown}
              onClick={() => {
                setPutOffShown(!isPutOffShown);
              }}
            >
              {putOff.length} put off
            </Button>
            {isPutOffShown && <Rows label="What was put off" entries={putOff} chosen={chosen} />}
          </>
        )}
      </div>
    </div>
  );
}

/** Rows drawn at once: all are drawn anew with each change, and nobody reads on before the heaviest are answered. */
const SHOWN = 100;

function Rows(props: { label: string; entries: readonly AttentionEntry[]; chosen: string | undefined }) {
  const { label, entries, chosen } = props;
  const [shown, setShown] = useState(SHOWN);
  const chosenAt = entries.findIndex(({ id }) => id === chosen);
  const drawn = entries.slice(0, Math.max(shown, chosenAt + 1));
  const rest = entries.length - drawn.length;
  return (
    <>
      <ul aria-label={label} className="flex flex-col gap-px">
        {drawn.map((entry) => (
          <Row key={entry.id} entry={entry} isChosen={entry.id === chosen} />
        ))}
      </ul>
      {rest > 0 && (
        <Button
          look="ghost"
          size="s"
          className="mt-2 w-full justify-start"
          onClick={() => {
            setShown(drawn.length + SHOWN);
          }}
        >
          {rest <= SHOWN ? `Show ${rest} more` : `Show ${SHOWN} of ${rest} more`}
        </Button>
      )}
    </>
  );
}

function Row({ entry, isChosen }: { entry: AttentionEntry; isChosen: boolean }): ReactNode {
  const { attention } = useServices();
  const { id, kind, title, why, since, holdsUp, putOff } = entry;
  const { icon: Icon, tone, label } = attentionKinds[kind];
  const held = heldUpShort(holdsUp);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        data-attention={id}
        data-kind={kind}
        aria-current={isChosen ? "true" : undefined}
        onClick={() => {
          attention.choose(id);
        }}
        className={classNames(
          "flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover",
          isChosen && "bg-active hover:bg-active",
          putOff !== undefined && "opacity-60",
        )}
      >
        <span data-tone={tone} className="mt-0.5 text-tone">
          <Icon className="size-4" aria-hidden="true" />
          <span className="sr-only">{label}: </span>
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-sm text-ink">{title}</span>
            <Age at={since} className="shrink-0 text-2xs text-ink-3 tabular-nums" />
          </span>
          <span className="truncate text-xs text-ink-3">{why}</span>
          {held !== "" && <span className="text-2xs text-ink-2">{held}</span>}
        </span>
      </button>
    </li>
  );
}
