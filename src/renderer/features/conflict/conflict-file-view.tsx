import { useEffect, useMemo } from "react";
import type { ConflictFile } from "../../../shared/model/submission.ts";
import { useConflictFile } from "../../lib/server-state/queue-queries.ts";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { KIND_WORDS } from "./conflict-files.tsx";
import {
  type ConflictTexts,
  type FileDraft,
  type FileResolution,
  choicesOf,
  hunksOf,
  isMergeable,
  resolutionOf,
  withChoice,
} from "./file-draft.ts";
import { HunkList } from "./hunk-list.tsx";
import { SideChoice } from "./side-choice.tsx";
import { mergedText, undecided } from "./three-way.ts";

export type ConflictFileViewProps = {
  readonly submission: string;
  /** What the conflict was laid out on. */
  readonly onto: string;
  readonly file: ConflictFile;
  readonly draft: FileDraft | undefined;
  onChange(draft: FileDraft | undefined): void;
  /** Told whenever it becomes decided, or undecided again. */
  onSettle(path: string, resolution: FileResolution | undefined): void;
  /** The target has moved since the conflict was laid out: the texts are others. */
  onMoved(): void;
};

/** One file in conflict with its three texts, and what becomes of it. */
export function ConflictFileView(props: ConflictFileViewProps) {
  const { submission, onto, file, onMoved } = props;
  const conflict = useConflictFile(submission, onto, file.path);
  const hasMoved = conflict.data !== undefined && conflict.data.onto !== onto;
  useEffect(() => {
    if (hasMoved) onMoved();
  }, [hasMoved, onMoved]);
  return (
    <div data-testid="conflict-file" data-file={file.path} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Answer query={conflict} what="Reading the three texts">
        {({ texts }) =>
          texts === undefined ? (
            <p className="p-4 text-sm text-ink-3">This file is no longer in conflict.</p>
          ) : (
            <FileChoice {...props} texts={texts} />
          )
        }
      </Answer>
    </div>
  );
}

function FileChoice({
  file,
  texts,
  draft,
  onChange,
  onSettle,
}: ConflictFileViewProps & { readonly texts: ConflictTexts }) {
  const mergeable = isMergeable(file, texts);
  const hunks = useMemo(() => (mergeable ? hunksOf(texts) : undefined), [mergeable, texts]);
  const resolution = useMemo(() => resolutionOf(file.path, draft, hunks), [file.path, draft, hunks]);
  useEffect(() => {
    onSettle(file.path, resolution);
  }, [file.path, resolution, onSettle]);

  if (hunks === undefined) {
    return <SideChoice file={file} texts={texts} draft={draft} onChange={onChange} />;
  }
  const choices = choicesOf(draft);
  const open = undecided(hunks, choices).length;
  const shape = draft?.kind === "text" ? "text" : draft?.kind === "side" ? "side" : "hunks";
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <code className="min-w-0 truncate text-xs text-ink">{file.path}</code>
        <span className="text-xs text-ink-3">
          {shape === "hunks" ? (open === 0 ? "all decided" : `${open} to decide`) : KIND_WORDS[file.kind]}
        </span>
        <span className="flex-1" />
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            onChange({ kind: "side", take: "ours" });
          }}
        >
          All as landed
        </Button>
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            onChange({ kind: "side", take: "theirs" });
          }}
        >
          All as submitted
        </Button>
        <Segmented
          label="How to resolve it"
          value={shape === "text" ? "text" : "hunks"}
          options={[
            { value: "hunks", label: "Three sides" },
            { value: "text", label: "Edit the result" },
          ]}
          onChange={(next) => {
            // What was chosen so far is what the editing begins with.
            if (next === "text") onChange({ kind: "text", text: startText(draft, mergedText(hunks, choices), texts) });
            else onChange(undefined);
          }}
        />
      </div>
      {draft?.kind === "text" ? (
        <ResultEditor path={file.path} text={draft.text} isMarked={resolution === undefined} onChange={onChange} />
      ) : draft?.kind === "side" ? (
        <SideChoice file={file} texts={texts} draft={draft} onChange={onChange} />
      ) : (
        <HunkList
          hunks={hunks}
          choices={choices}
          onChoose={(hunk, choice) => {
            onChange(withChoice(draft, hunk, choice));
          }}
        />
      )}
    </>
  );
}

function startText(draft: FileDraft | undefined, merged: string, { ours, theirs }: ConflictTexts): string {
  if (draft?.kind !== "side") return merged;
  return (draft.take === "ours" ? ours.text : theirs.text) ?? merged;
}

type ResultEditorProps = {
  readonly path: string;
  readonly text: string;
  readonly isMarked: boolean;
  onChange(draft: FileDraft): void;
};

function ResultEditor({ path, text, isMarked, onChange }: ResultEditorProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isMarked && (
        <p role="status" data-tone="attention" className="shrink-0 px-3 py-1 text-xs text-tone">
          Conflicts are marked; they are still to be resolved.
        </p>
      )}
      <textarea
        aria-label={`Result of ${path}`}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(event) => {
          onChange({ kind: "text", text: event.target.value });
        }}
        className="min-h-0 flex-1 resize-none bg-field px-3 py-2 font-mono text-[11.5px] leading-[18px] text-ink outline-offset-[-2px] [tab-size:4]"
      />
    </div>
  );
}
