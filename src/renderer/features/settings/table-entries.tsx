import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { type SettingEntry, entryLines } from "./settings-model.ts";

/** Entries under names of the user's: shown here, and written where there is room for them. */
export function TableEntries({ entry }: { entry: SettingEntry }) {
  const { panes } = useServices();
  const { words, view } = entry;
  const lines = entryLines(view.value);
  const example = words.shape.kind === "table" ? words.shape.example : "";
  return (
    <div className="flex flex-col items-start gap-2">
      {lines.length === 0 ? (
        <p className="text-xs text-ink-3">
          None. For example <code className="text-selectable text-ink-2">{example}</code>
        </p>
      ) : (
        <ul aria-label={words.title} className="text-selectable flex flex-col gap-1 font-mono text-xs text-ink-2">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Button
        size="s"
        onClick={() => {
          panes.open({ kind: "settings-text", ...(view.line === undefined ? {} : { line: view.line }) });
        }}
      >
        Edit in the file
        <span className="sr-only">: {words.title}</span>
      </Button>
    </div>
  );
}
