import { useEffect, useRef, useState } from "react";
import { writeStroke } from "../../../shared/commands/keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Keys } from "../../ui/kbd.tsx";

/** How long after a stroke another one still belongs to it. */
const NEXT_STROKE_MS = 900;
const MAX_STROKES = 3;

type KeyRecorderProps = {
  /** What the keys are for, as its name. */
  readonly label: string;
  /** One stroke alone, e.g. for a prefix. */
  readonly isSingle?: boolean;
  onRecorded(keys: string): void;
  onCancel(): void;
};

/** Takes the keys that are pressed next, instead of doing what they do. Escape leaves it; Tab, too, and moves on. */
export function KeyRecorder({ label, isSingle = false, onRecorded, onCancel }: KeyRecorderProps) {
  const { platform, ui } = useServices();
  const field = useRef<HTMLDivElement>(null);
  const [strokes, setStrokes] = useState<readonly string[]>([]);
  const keys = strokes.join(" ");
  useEffect(() => {
    field.current?.focus();
    ui.announce(`${label}: press the keys, Escape for none`);
  }, [label, ui]);
  useEffect(() => {
    if (strokes.length === 0) return;
    const isWhole = isSingle || strokes.length === MAX_STROKES;
    const timer = setTimeout(
      () => {
        onRecorded(keys);
      },
      isWhole ? 0 : NEXT_STROKE_MS,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [strokes, keys, isSingle, onRecorded]);
  return (
    <div
      ref={field}
      role="textbox"
      aria-label={label}
      aria-readonly="true"
      tabIndex={0}
      data-records-keys
      data-testid="key-recorder"
      onBlur={onCancel}
      onKeyDown={(event) => {
        if (event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.repeat) return;
        if (event.key === "Escape") {
          onCancel();
          return;
        }
        const stroke = writeStroke(event.nativeEvent, platform.isMac);
        if (stroke !== undefined) setStrokes((before) => [...before, stroke]);
      }}
      className="inline-flex h-(--row) min-w-40 items-center justify-center gap-1.5 rounded-md border border-accent bg-field px-2 text-xs text-ink-2 outline-1 outline-accent"
    >
      {keys === "" ? "Press keys… Esc for none" : <Keys keys={keys} />}
    </div>
  );
}
