import { AlarmClock, Check, SquareArrowOutUpRight, Undo2 } from "lucide-react";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import { attentionKinds } from "../../lib/attention/kinds.tsx";
import { Ago, Until } from "../../lib/age-view.tsx";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { HeldUpSection } from "./held-up-section.tsx";
import { MeansOf } from "./means.tsx";

/** One thing that needs the user: why, what that is known from, what waits for it, and the means to answer. */
export function AttentionDetail({ entry, isVisible }: { entry: AttentionEntry; isVisible: boolean }) {
  const { runCommand, actions, panes } = useServices();
  const { kind, title, why, since, evidence, item, itemTitle, remedy, putOff } = entry;
  const { label, tone } = attentionKinds[kind];
  return (
    <article
      data-testid="attention-detail"
      data-kind={kind}
      aria-label={title}
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
    >
      <header className="flex items-start gap-2 px-4 pt-3">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <div className="flex items-center gap-2 text-xs text-ink-3">
            <Badge tone={tone}>{label}</Badge>
            <Ago at={since} />
            {putOff !== undefined && (
              <span>
                put off {putOff.until === undefined ? "until it is about something new" : <Until at={putOff.until} />}
              </span>
            )}
          </div>
          <h2 className="text-selectable text-lg font-semibold text-ink">{title}</h2>
          {item !== undefined && (
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item });
              }}
              className="flex max-w-full items-baseline gap-2 self-start rounded-sm text-sm text-ink-2 hover:text-ink"
            >
              <span className="font-mono text-2xs text-ink-3">{item}</span>
              <span className="truncate">{itemTitle}</span>
            </button>
          )}
        </div>
        <IconButton
          label="Open what it is about"
          command="attention.open"
          icon={<SquareArrowOutUpRight />}
          onClick={() => {
            runCommand("attention.open");
          }}
        />
        {putOff === undefined ? (
          <>
            <IconButton
              label="Put it off for an hour"
              command="attention.snooze"
              icon={<AlarmClock />}
              onClick={() => {
                runCommand("attention.snooze");
              }}
            />
            <IconButton
              label="Done with it, until it changes"
              command="attention.done"
              icon={<Check />}
              onClick={() => {
                runCommand("attention.done");
              }}
            />
          </>
        ) : (
          <Button size="s" onClick={() => void actions.takeBack(entry)}>
            <Undo2 className="size-3.5" aria-hidden="true" /> Back on the list
          </Button>
        )}
      </header>
      <div className="flex flex-col gap-4 px-4 pt-2 pb-5">
        <div className="text-selectable flex flex-col gap-1 text-sm text-ink-2">
          {kind !== "question" && kind !== "mail" && <p className="whitespace-pre-wrap">{why}</p>}
          {evidence.length > 0 && (
            <ul aria-label="Evidence" className="flex flex-col text-xs text-ink-3">
              {evidence.map((line) => (
                <li key={line} className="font-mono break-all">
                  {line}
                </li>
              ))}
            </ul>
          )}
          {remedy !== undefined && <p className="text-xs text-ink-3">{remedy}</p>}
        </div>
        <MeansOf entry={entry} isVisible={isVisible} />
        <HeldUpSection heldUp={entry.holdsUp} own={item} />
      </div>
    </article>
  );
}
