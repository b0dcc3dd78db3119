import { useId } from "react";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { LineBlock } from "./line-block.tsx";
import { type Choice, type Hunk, chosenText } from "./three-way.ts";

export type ConflictHunkProps = {
  readonly hunk: Hunk;
  /** Which of how many, from 1. */
  readonly nth: number;
  readonly of: number;
  readonly choice: Choice | undefined;
  onChoose(choice: Choice | undefined): void;
};

const SIDES = [
  { side: "ours", title: "Landed", tone: "landed", deed: "Take landed" },
  { side: "base", title: "Before", tone: "neutral", deed: "Take before" },
  { side: "theirs", title: "Submission", tone: "review", deed: "Take submission" },
] as const;

/** A conflict in three columns, and below it what it becomes. */
export function ConflictHunk({ hunk, nth, of, choice, onChoose }: ConflictHunkProps) {
  const id = useId();
  const isBy = (wanted: Choice) => choice === wanted;
  return (
    <section
      aria-labelledby={id}
      data-hunk={nth}
      data-decided={choice !== undefined}
      data-tone={choice === undefined ? "attention" : "landed"}
      className="my-2 border-y border-tone bg-sunken"
    >
      <header className="flex min-h-8 flex-wrap items-center gap-1.5 px-3 py-1">
        <h4 id={id} className="text-xs font-medium text-tone">
          {`Conflict ${nth} of ${of}`}
          <span className="font-normal">{choice === undefined ? " · to be decided" : " · decided"}</span>
        </h4>
        <span className="flex-1" />
        {SIDES.map(({ side, deed }) => (
          <ChoiceButton key={side} isChosen={isBy(side)} onClick={() => onChoose(isBy(side) ? undefined : side)}>
            {deed}
          </ChoiceButton>
        ))}
        <ChoiceButton
          isChosen={isBy("ours-theirs")}
          onClick={() => onChoose(isBy("ours-theirs") ? undefined : "ours-theirs")}
        >
          Both, landed first
        </ChoiceButton>
        <ChoiceButton
          isChosen={isBy("theirs-ours")}
          onClick={() => onChoose(isBy("theirs-ours") ? undefined : "theirs-ours")}
        >
          Both, submission first
        </ChoiceButton>
        <ChoiceButton
          isChosen={typeof choice === "object"}
          onClick={() => onChoose({ text: chosenText(hunk, choice ?? "ours-theirs") })}
        >
          Edit
        </ChoiceButton>
      </header>
      <div className="grid gap-px border-t border-line bg-line @xl:grid-cols-3">
        {SIDES.map(({ side, title, tone }) => (
          <div key={side} role="group" aria-label={title} data-tone={tone} className="min-w-0 bg-pane">
            <h5 className="px-3 pt-1 text-2xs font-semibold tracking-wide text-tone uppercase">{title}</h5>
            {hunk[side].length === 0 ? (
              <p className="px-3 pb-1 text-xs text-ink-3 italic">nothing</p>
            ) : (
              <LineBlock lines={hunk[side]} look={side === "base" ? "plain" : "added"} />
            )}
          </div>
        ))}
      </div>
      {choice !== undefined && <Result hunk={hunk} choice={choice} nth={nth} onChoose={onChoose} />}
    </section>
  );
}

function Result({
  hunk,
  choice,
  nth,
  onChoose,
}: Pick<ConflictHunkProps, "hunk" | "nth" | "onChoose"> & { choice: Choice }) {
  const text = chosenText(hunk, choice);
  return (
    <div data-tone="landed" className="border-t border-line">
      <h5 className="px-3 pt-1 text-2xs font-semibold tracking-wide text-tone uppercase">Result</h5>
      {typeof choice === "object" ? (
        <textarea
          aria-label={`Result of conflict ${nth}`}
          spellCheck={false}
          wrap="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it comes because the user asked to edit it
          autoFocus
          rows={Math.min(24, Math.max(3, text.split("\n").length))}
          value={text}
          onChange={(event) => {
            onChoose({ text: event.target.value });
          }}
          className="block w-full resize-y bg-field px-3 py-1 font-mono text-[11.5px] leading-[18px] text-ink outline-offset-[-2px] [tab-size:4]"
        />
      ) : text === "" ? (
        <p className="px-3 pb-1 text-xs text-ink-3 italic">nothing</p>
      ) : (
        <LineBlock lines={[text]} look="added" />
      )}
    </div>
  );
}

type ChoiceButtonProps = { readonly isChosen: boolean; readonly children: string; onClick(): void };

function ChoiceButton({ isChosen, children, onClick }: ChoiceButtonProps) {
  return (
    <Button
      size="s"
      look="ghost"
      aria-pressed={isChosen}
      onClick={onClick}
      className={classNames("border border-line", isChosen && "bg-active text-ink")}
    >
      {children}
    </Button>
  );
}
