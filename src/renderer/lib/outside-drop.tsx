import { FileDown } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useIsPast } from "./past/use-is-past.ts";
import { useServices } from "./services.tsx";
import type { Services } from "./services.tsx";

/** Ends of names of files that hold lists of items. */
const LISTS = /\.(?:csv|tsv|md|markdown|jsonl|ndjson|json)$/i;
/** Beyond this a text is no list of items that somebody wrote down. */
const LARGEST_TEXT = 256 * 1024;

/**
 * Takes what is dragged in from outside of the window: a file that holds items is imported, lines of text become items, both
 * shown before anything is written. The keyboard's ways are "Import…" and pasting into a new item's line.
 */
export function OutsideDrop({ children }: { children: ReactNode }) {
  const services = useServices();
  const isPast = useIsPast();
  const [over, setOver] = useState<"file" | "text">();
  const kindOf = (event: DragEvent) => (isPast ? undefined : outsideKind(event.dataTransfer));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keyboard's way is the command "Import…"
    <div
      data-testid="import-drop"
      className="relative h-full"
      onDragOver={(event) => {
        const kind = kindOf(event);
        if (kind === undefined) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(kind);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
          setOver(undefined);
        }
      }}
      onDrop={(event) => {
        setOver(undefined);
        if (kindOf(event) === undefined) return;
        event.preventDefault();
        void takeItems(services, [...event.dataTransfer.files], event.dataTransfer.getData("text/plain"));
      }}
    >
      {children}
      {over !== undefined && (
        <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-accent-wash text-sm text-ink backdrop-blur-[2px]">
          <FileDown className="size-6 text-accent" aria-hidden="true" />
          {over === "file"
            ? "Drop a CSV, Markdown or JSONL file to import its items, or a text for an item a line"
            : "Drop the text: each line becomes an item"}
        </div>
      )}
    </div>
  );
}

/** What is dragged is none of our own items, tabs or agents: those carry no file and no plain text. */
export function outsideKind(data: Pick<DataTransfer, "types">): "file" | "text" | undefined {
  if (data.types.includes("Files")) return "file";
  const isOwn = data.types.some((type) => type.startsWith("application/vnd.pdnd"));
  return !isOwn && data.types.includes("text/plain") ? "text" : undefined;
}

/** One file at a time: what it would bring is shown first. */
async function takeItems({ ui, toasts }: Services, files: readonly File[], text: string): Promise<void> {
  const [file, ...more] = files;
  if (more.length > 0) {
    toasts.say("One file at a time", {
      tone: "attention",
      detail: `${files.length} were dropped; nothing was imported.`,
    });
    return;
  }
  if (file === undefined) {
    if (text.trim() !== "") ui.openDialog({ kind: "quick-create", text });
    return;
  }
  if (LISTS.test(file.name)) {
    ui.openDialog({ kind: "import", file });
    return;
  }
  const isText = file.type.startsWith("text/") || file.type === "";
  const content = isText && file.size <= LARGEST_TEXT ? await file.text() : "\0";
  if (content.includes("\0")) {
    toasts.say(`${file.name} holds no list of items`, {
      tone: "attention",
      detail: "CSV, Markdown, JSONL and plain text up to 256 kB can be dropped here.",
    });
    return;
  }
  ui.openDialog({ kind: "quick-create", text: content });
}
