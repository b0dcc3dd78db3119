import { useEffect, useEffectEvent, useRef } from "react";
import { useIsPast } from "../past/use-is-past.ts";
import { Keys } from "../../ui/kbd.tsx";

export interface QuickAnswer<T> {
  /** The key that gives it while the pane has the focus: a digit, `y`, `n`. */
  readonly key: string;
  readonly label: string;
  readonly value: T;
}

export interface QuickAnswersProps<T> {
  readonly answers: readonly QuickAnswer<T>[];
  readonly isBusy: boolean;
  onAnswer(value: T): void;
}

/** Answers to choose from, each by a press or by its key; nothing where there are none. */
export function QuickAnswers<T>(props: QuickAnswersProps<T>) {
  return props.answers.length === 0 ? null : <AnswerList {...props} />;
}

function AnswerList<T>({ answers, isBusy, onAnswer }: QuickAnswersProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const isPast = useIsPast();
  const isOff = isBusy || isPast;
  const answer = useEffectEvent((event: KeyboardEvent) => {
    if (isOff || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof HTMLElement && event.target.closest("input,textarea,[contenteditable]")) return;
    const chosen = answers.find(({ key }) => key === event.key.toLowerCase());
    if (chosen === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onAnswer(chosen.value);
  });
  useEffect(() => {
    // Keys of the pane that it stands in, and of no other.
    const pane = list.current?.closest<HTMLElement>("[data-keys]");
    const listener = (event: KeyboardEvent) => {
      answer(event);
    };
    pane?.addEventListener("keydown", listener);
    return () => {
      pane?.removeEventListener("keydown", listener);
    };
  }, []);
  return (
    <ul ref={list} aria-label="Answers" className="flex flex-col gap-1">
      {answers.map(({ key, label, value }) => (
        <li key={key}>
          <button
            type="button"
            data-answer={key}
            disabled={isOff}
            onClick={() => {
              onAnswer(value);
            }}
            className="flex w-full items-center gap-2.5 rounded-md border border-line bg-hover px-2.5 py-1.5 text-left text-sm text-ink hover:border-line-strong hover:bg-active disabled:opacity-50"
          >
            <Keys keys={key.toUpperCase()} />
            <span className="min-w-0 flex-1">{label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
