import { CreateLine } from "../../lib/create-line/create-line.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Keys } from "../../ui/kbd.tsx";

const SIGNS = [
  ["p0–p4", "priority"],
  ["#label", "label"],
  ["@who", "whose"],
  ["!bug", "type"],
  ["^epic", "parent"],
  [">item", "waits for"],
  ["due:fri", "due"],
  ["est:2h", "estimate"],
  ["in:project", "project"],
] as const;

export type QuickCreateProps = {
  readonly project?: string | undefined;
  /** What was dropped or pasted. */
  readonly text?: string | undefined;
  onClose(): void;
};

/** Writes items down in one line each, wherever one is. */
export function QuickCreateDialog({ project, text, onClose }: QuickCreateProps) {
  return (
    <Dialog title="New item in one line" isTitleHidden onClose={onClose} width={680} testId="quick-create">
      <div className="px-5 pt-3 pb-1">
        <CreateLine
          hasFocus
          size="m"
          project={project}
          initial={text}
          placeholder="What should be done?"
          onLinesOver={onClose}
        />
      </div>
      <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-5 py-2.5 text-xs text-ink-3">
        {SIGNS.map(([sign, meaning]) => (
          <span key={sign}>
            <code className="text-2xs text-ink-2">{sign}</code> {meaning}
          </span>
        ))}
        <span className="flex-1" />
        <span className="flex items-center gap-1.5">
          <Keys keys="Enter" /> create <Keys keys="Mod+Enter" /> and open
        </span>
      </footer>
    </Dialog>
  );
}
