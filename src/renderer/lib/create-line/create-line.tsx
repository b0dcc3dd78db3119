import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useServices } from "../services.tsx";
import { complete, linesOf, wordAt } from "./completion.ts";
import { CompletionList } from "./completion-list.tsx";
import { Highlighted } from "./highlighted.tsx";
import { LinesPreview } from "./lines-preview.tsx";
import { useCompletions } from "./use-completions.ts";
import { useLineCreator } from "./use-create.ts";

export type CreateLineProps = {
  /** The project items go to that name none; "workspace" for none, the first one where it is left out. */
  readonly project?: string | undefined;
  readonly placeholder: string;
  readonly hasFocus?: boolean;
  readonly size?: "s" | "m";
  /** What it begins with: a line, or several that are shown as the items they would be. */
  readonly initial?: string | undefined;
  /** The several lines that it began with are written down, or are not to be. */
  onLinesOver?(): void;
};

/**
 * An item in one line, coloured as it is typed. Enter writes it down and stays for the next, Mod+Enter also opens it; several
 * pasted lines become several items. What is typed stays until the core has it.
 */
export function CreateLine({
  project,
  placeholder,
  hasFocus = false,
  size = "s",
  initial = "",
  onLinesOver,
}: CreateLineProps) {
  const given = linesOf(initial);
  const { panes, ui, toasts } = useServices();
  const creator = useLineCreator(project);
  const [line, setLine] = useState(given.length === 1 ? (given[0] ?? "") : "");
  const [caret, setCaret] = useState(0);
  const [isListShut, setListShut] = useState(true);
  const [active, setActive] = useState(-1);
  const [lines, setLines] = useState<readonly string[] | undefined>(given.length > 1 ? given : undefined);
  const [said, setSaid] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const id = useId();

  const read = creator.read(line);
  const word = isListShut ? undefined : wordAt(line, caret);
  const completions = useCompletions(word);
  const isListOpen = word !== undefined && completions.length > 0;
  const height = size === "m" ? "h-10 text-base leading-10" : "h-6 text-sm leading-6";

  const type = (next: string, at: number) => {
    setLine(next);
    setCaret(at);
    setActive(-1);
    setSaid([]);
  };
  const accept = (index: number) => {
    const chosen = completions[index];
    if (word === undefined || chosen === undefined) return;
    const done = complete(line, word, chosen.insert);
    type(done.line, done.caret);
    setListShut(true);
    requestAnimationFrame(() => input.current?.setSelectionRange(done.caret, done.caret));
  };
  const save = async (opens: boolean) => {
    if (isBusy || line.trim() === "") return;
    if (read.problems.length > 0) {
      setSaid(read.problems);
      ui.announce(read.problems.join(" "));
      return;
    }
    setBusy(true);
    const created = await creator.create(read);
    setBusy(false);
    if (!created.ok) {
      const { message, remedy } = created.error;
      setSaid([remedy === undefined ? message : `${message} ${remedy}`]);
      ui.announce(`Not created. ${message}`);
      return;
    }
    // What was typed meanwhile is the next one.
    setLine((now) => (now === line ? "" : now));
    setSaid([]);
    toasts.say(`${created.id} created`, {
      tone: "good",
      action: {
        label: "Open",
        run: () => {
          panes.open({ kind: "item", item: created.id });
        },
      },
    });
    if (opens) panes.open({ kind: "item", item: created.id });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (isListOpen && step !== 0) {
      event.preventDefault();
      setActive((active + step + completions.length) % completions.length);
    } else if (isListOpen && (event.key === "Tab" || (event.key === "Enter" && active >= 0)) && !event.shiftKey) {
      event.preventDefault();
      accept(Math.max(0, active));
    } else if (event.key === "Enter") {
      event.preventDefault();
      void save(event.ctrlKey || event.metaKey);
    } else if (event.key === "Escape" && (isListOpen || line !== "")) {
      event.preventDefault();
      event.stopPropagation();
      if (isListOpen) setListShut(true);
      else type("", 0);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const found = linesOf(event.clipboardData.getData("text/plain"));
    if (found.length < 2) return;
    event.preventDefault();
    setLines(line.trim() === "" ? found : [line, ...found]);
  };

  const problems =
    said.length > 0 ? said : read.tokens.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  return (
    <div className="relative min-w-0 flex-1">
      <div className="relative">
        <div
          ref={mirror}
          aria-hidden="true"
          className={`pointer-events-none absolute inset-0 overflow-hidden whitespace-pre text-ink ${height}`}
        >
          <Highlighted line={line} tokens={read.tokens} />
        </div>
        <input
          ref={input}
          role="combobox"
          aria-label="New item in one line"
          aria-autocomplete="list"
          aria-expanded={isListOpen}
          aria-controls={isListOpen ? `${id}list` : undefined}
          aria-activedescendant={isListOpen && active >= 0 ? `${id}list${active}` : undefined}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={problems.length > 0 ? `${id}problems` : undefined}
          data-autofocus={hasFocus || undefined}
          data-testid="create-line"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={line}
          onChange={(event) => {
            type(event.target.value, event.target.selectionStart ?? event.target.value.length);
            setListShut(false);
          }}
          onSelect={(event) => {
            setCaret(event.currentTarget.selectionStart ?? 0);
          }}
          onScroll={(event) => {
            if (mirror.current !== null) mirror.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onBlur={() => {
            setListShut(true);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className={`relative w-full bg-transparent text-transparent caret-ink outline-none selection:text-transparent ${height}`}
        />
      </div>
      {isListOpen && <CompletionList id={`${id}list`} completions={completions} active={active} onPick={accept} />}
      {problems.length > 0 && (
        <ul id={`${id}problems`} role={said.length > 0 ? "alert" : undefined} className="pb-1 text-xs text-trouble">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {lines !== undefined && (
        <LinesPreview
          lines={lines}
          creator={creator}
          onLeft={(left) => {
            setLines(left.length === 0 ? undefined : left);
            if (left.length === 0) {
              type("", 0);
              input.current?.focus();
              if (given.length > 1) onLinesOver?.();
            }
          }}
          onCancel={() => {
            setLines(undefined);
            input.current?.focus();
            if (given.length > 1) onLinesOver?.();
          }}
        />
      )}
    </div>
  );
}
