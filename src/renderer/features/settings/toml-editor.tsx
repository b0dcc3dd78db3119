import { memo, useEffect, useMemo, useRef } from "react";
import type { SettingProblem } from "../../../shared/contract/settings.ts";
import { tomlPieces } from "./toml-colours.ts";
import "./toml-editor.css";

export interface TomlEditorProps {
  readonly text: string;
  readonly problems: readonly SettingProblem[];
  /** A line to go to, from 1. */
  readonly goTo: number | undefined;
  onChange(text: string): void;
  onSave(): void;
}

/** A plain text area, for whoever types or listens, with its colours drawn below it. */
export function TomlEditor({ text, problems, goTo, onChange, onSave }: TomlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = useMemo(() => text.split("\n"), [text]);
  const marks = useMemo(
    () => new Map(problems.flatMap(({ line, severity }) => (line === undefined ? [] : [[line, severity] as const]))),
    [problems],
  );

  useEffect(() => {
    const field = area.current;
    if (field === null || goTo === undefined) return;
    const all = field.value.split("\n");
    const start = all.slice(0, goTo - 1).reduce((sum, line) => sum + line.length + 1, 0);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, start + (all[goTo - 1]?.length ?? 0));
    field.parentElement?.querySelector(`[data-line="${goTo}"]`)?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [goTo]);

  return (
    <div className="toml-editor text-selectable min-h-0 flex-1 overflow-auto">
      <div className="toml-page">
        <pre aria-hidden="true" className="toml-lines">
          {lines.map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines have no other name than their place
            <Line key={at} number={at + 1} text={line} mark={marks.get(at + 1)} />
          ))}
        </pre>
        <textarea
          ref={area}
          data-pane-focus
          aria-label="Text of settings.toml"
          className="toml-area"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "s" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
              event.preventDefault();
              onSave();
            }
          }}
        />
      </div>
    </div>
  );
}

const Line = memo(function Line({
  number,
  text,
  mark,
}: {
  number: number;
  text: string;
  mark: SettingProblem["severity"] | undefined;
}) {
  return (
    <span data-line={number} data-mark={mark} className="toml-line">
      {tomlPieces(text).map((piece, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- pieces have no other name than their place
        <span key={at} data-look={piece.look}>
          {piece.text}
        </span>
      ))}
      {"\n"}
    </span>
  );
});
