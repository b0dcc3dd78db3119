import type { ReactNode } from "react";
import type { ConflictFile } from "../../../shared/model/submission.ts";
import { sizeText } from "../../lib/amounts.ts";
import { Button } from "../../ui/button.tsx";
import { KIND_WORDS } from "./conflict-files.tsx";
import type { ConflictTexts, FileDraft } from "./file-draft.ts";

export type SideChoiceProps = {
  readonly file: ConflictFile;
  readonly texts: ConflictTexts;
  readonly draft: FileDraft | undefined;
  onChange(draft: FileDraft | undefined): void;
};

type Side = ConflictTexts["base"];

/** For what has no lines to be put together: one side as it is, or no file at all. */
export function SideChoice({ file, texts: { base, ours, theirs }, draft, onChange }: SideChoiceProps) {
  const take = draft?.kind === "side" ? draft.take : undefined;
  const choose = (next: "ours" | "theirs" | "delete") => () => {
    onChange(take === next ? undefined : { kind: "side", take: next });
  };
  const isDeletable = !ours.exists || !theirs.exists || file.kind === "file-directory" || take === "delete";
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
      <p className="text-sm text-ink-2">
        <code className="text-xs">{file.path}</code>: {KIND_WORDS[file.kind]}.
      </p>
      <div className="grid gap-2 @lg:grid-cols-3">
        <SideCard title="Before" tone="neutral" side={base} />
        <SideCard title="Landed" tone="landed" side={ours}>
          {ours.exists && (
            <Take isTaken={take === "ours"} onTake={choose("ours")}>
              {theirs.exists ? "Take as landed" : "Keep the file"}
            </Take>
          )}
        </SideCard>
        <SideCard title="Submission" tone="review" side={theirs}>
          {theirs.exists && (
            <Take isTaken={take === "theirs"} onTake={choose("theirs")}>
              {ours.exists ? "Take as submitted" : "Keep the file"}
            </Take>
          )}
        </SideCard>
      </div>
      {isDeletable && (
        <Button
          size="s"
          className="self-start"
          aria-pressed={take === "delete"}
          look={take === "delete" ? "primary" : "danger"}
          onClick={choose("delete")}
        >
          Delete the file
        </Button>
      )}
    </div>
  );
}

function Take({ isTaken, onTake, children }: { isTaken: boolean; onTake: () => void; children: string }) {
  return (
    <Button
      size="s"
      aria-pressed={isTaken}
      look={isTaken ? "primary" : "secondary"}
      className="normal-case"
      onClick={onTake}
    >
      {children}
    </Button>
  );
}

type SideCardProps = {
  readonly title: string;
  readonly tone: string;
  readonly side: Side;
  readonly children?: ReactNode;
};

function SideCard({ title, tone, side, children }: SideCardProps) {
  return (
    <section
      aria-label={title}
      data-tone={tone}
      className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-sunken p-2"
    >
      <h4 className="flex items-center gap-2 text-2xs font-semibold tracking-wide text-tone uppercase">
        <span className="flex-1">{title}</span>
        {children}
      </h4>
      <SideText side={side} />
    </section>
  );
}

function SideText({ side }: { side: Side }) {
  if (!side.exists) return <p className="text-sm text-ink-3">No such file.</p>;
  if (side.text === undefined || side.isBinary) {
    return <p className="text-sm text-ink-3">{`Binary, ${sizeText(side.bytes)}.`}</p>;
  }
  return (
    <>
      <pre className="text-selectable max-h-80 overflow-auto text-[11px] leading-4 text-ink-2 [tab-size:4]">
        {side.text}
      </pre>
      {side.isTruncated && <p className="text-xs text-ink-3">{`Cut off: the file has ${sizeText(side.bytes)}.`}</p>}
    </>
  );
}
