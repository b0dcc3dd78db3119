import { FileDown } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";

/** Takes one file that is dropped anywhere on what is inside. */
export function FileDrop({ children, onFile }: { children: ReactNode; onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keyboard's way is the command "Import…"
    <div
      data-testid="import-drop"
      className="relative h-full"
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        setOver(false);
        if (file === undefined) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-20 flex flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-accent-wash text-sm text-ink backdrop-blur-[2px]">
          <FileDown className="size-6 text-accent" aria-hidden="true" />
          Drop a CSV, Markdown or JSONL file to import its items
        </div>
      )}
    </div>
  );
}
