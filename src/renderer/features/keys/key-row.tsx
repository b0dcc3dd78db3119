import { Plus, RotateCcw, TriangleAlert, X } from "lucide-react";
import { memo, useCallback, useRef, useState } from "react";
import { expandPrefix } from "../../../shared/commands/bound-commands.ts";
import type { CommandPart } from "../../../shared/commands/command.ts";
import { type KeyRow, MAX_KEYS } from "../../../shared/commands/key-book.ts";
import { PREFIX_OWNER } from "../../../shared/commands/key-conflicts.ts";
import { keyWords } from "../../../shared/commands/keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Keys } from "../../ui/kbd.tsx";
import type { KeyEdits } from "./key-edits.ts";
import { KeyRecorder } from "./key-recorder.tsx";

/** Where keys of a part count, in words. */
const PARTS: Readonly<Record<CommandPart, string>> = {
  review: "in a review",
  wall: "on the wall",
  terminal: "in a terminal",
  attention: "where it needs you",
  mail: "in the mail",
  board: "on the board",
  feed: "in the feed",
};

type KeyRowViewProps = { readonly row: KeyRow; readonly prefix: string; readonly edits: KeyEdits };

/** One command: its keys, each of which can be taken away, and a place to press others. */
export const KeyRowView = memo(function KeyRowView({ row, prefix, edits }: KeyRowViewProps) {
  const { platform } = useServices();
  const [isRecording, setRecording] = useState(false);
  const { command, keys, isChanged, conflicts } = row;
  const more = useRef<HTMLButtonElement>(null);
  const stop = useCallback(() => {
    setRecording(false);
  }, []);
  const record = useCallback(
    (pressed: string) => {
      setRecording(false);
      edits.add(row, pressed);
      // The recorder has gone, with the focus.
      requestAnimationFrame(() => more.current?.focus());
    },
    [edits, row],
  );
  return (
    <li
      data-command={command.id}
      data-changed={isChanged || undefined}
      className="flex min-h-(--row) flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1"
    >
      <span className="min-w-48 flex-1 text-sm text-ink-2">
        {command.title}
        {command.in !== undefined && <span className="ml-2 text-2xs text-ink-3">{PARTS[command.in]}</span>}
      </span>
      <span className="flex flex-wrap items-center justify-end gap-1.5">
        {keys.map((one) => {
          const shown = expandPrefix(one, prefix);
          return (
            <span key={one} className="group relative inline-flex items-center rounded-sm px-1">
              {shown === undefined ? (
                <span className="text-2xs text-ink-3">prefix, then {one.slice("Prefix ".length)}</span>
              ) : (
                <Keys keys={shown} />
              )}
              <IconButton
                label={`Take ${keyWords(shown ?? one, platform.isMac)} from ${command.title}`}
                icon={<X />}
                className="absolute -top-2 -right-2 z-10 size-4! rounded-full! bg-popup opacity-0 shadow-popup group-hover:opacity-100 focus-visible:opacity-100 [&_svg]:size-2.5!"
                onClick={() => {
                  edits.remove(row, one);
                }}
              />
            </span>
          );
        })}
        {isRecording ? (
          <KeyRecorder label={`Keys for ${command.title}`} onRecorded={record} onCancel={stop} />
        ) : (
          keys.length < MAX_KEYS && (
            <IconButton
              ref={more}
              label={`Give ${command.title} keys`}
              icon={<Plus />}
              onClick={() => {
                setRecording(true);
              }}
            />
          )
        )}
        {isChanged && (
          <IconButton
            label={`Own keys of ${command.title} again`}
            icon={<RotateCcw />}
            onClick={() => {
              edits.reset(row);
            }}
          />
        )}
      </span>
      {conflicts.map((conflict) => {
        const other = conflict.commands.find((id) => id !== command.id);
        if (other === undefined) return null;
        const named = other === PREFIX_OWNER ? "the prefix" : `“${edits.titleOf(other)}”`;
        const spoken = keyWords(conflict.keys, platform.isMac);
        return (
          <p
            key={`${conflict.keys} ${other}`}
            data-tone="trouble"
            data-testid="key-conflict"
            className="flex w-full flex-wrap items-center gap-2 text-xs text-tone"
          >
            <TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />
            <span>{conflict.isBeginning ? `${spoken} begins keys of ${named}` : `${spoken} is on ${named}, too`}</span>
            {other !== PREFIX_OWNER && (
              <Button
                size="s"
                onClick={() => {
                  edits.settle(row, conflict);
                }}
              >
                Only here
              </Button>
            )}
          </p>
        );
      })}
    </li>
  );
});
