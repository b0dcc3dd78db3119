import { Check, CircleDashed } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { ConflictFile } from "../../../shared/model/submission.ts";
import { classNames } from "../../ui/class-names.ts";
import { type FileDrafts, type FileResolution, draftWords } from "./file-draft.ts";

export const KIND_WORDS: Readonly<Record<ConflictFile["kind"], string>> = {
  content: "both changed the same lines",
  "add-add": "both added it",
  "modify-delete": "one changed it, the other deleted it",
  rename: "moved to different places",
  binary: "both changed it, and it has no lines",
  mode: "its mode was changed differently",
  submodule: "both moved the submodule",
  "file-directory": "a file here, a folder there",
  case: "names that differ in case alone",
};

export type ConflictFilesProps = {
  readonly files: readonly ConflictFile[];
  readonly drafts: FileDrafts;
  readonly resolutions: ReadonlyMap<string, FileResolution>;
  readonly shown: string | undefined;
  onShow(path: string): void;
};

/** The files that do not go together, and which of them are decided; arrow keys walk from one to the next. */
export function ConflictFiles({ files, drafts, resolutions, shown, onShow }: ConflictFilesProps) {
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const at = files.findIndex(({ path }) => path === shown);
    const last = files.length - 1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    const wanted = next === undefined ? undefined : files[Math.min(last, Math.max(0, next))];
    if (wanted === undefined) return;
    event.preventDefault();
    onShow(wanted.path);
    list.current?.querySelector<HTMLElement>(`[data-file="${CSS.escape(wanted.path)}"]`)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the options have the focus; this only hears their keys
    <div
      ref={list}
      role="listbox"
      aria-label="Files in conflict"
      onKeyDown={walk}
      className="max-h-32 shrink-0 overflow-y-auto border-line p-1.5 max-@2xl:border-b @2xl:max-h-none @2xl:w-60 @2xl:border-r"
    >
      {files.map(({ path, kind }) => {
        const isShown = path === shown;
        const resolution = resolutions.get(path);
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list hears the keys
          <div
            key={path}
            role="option"
            aria-selected={isShown}
            data-file={path}
            data-tone={resolution === undefined ? "attention" : "landed"}
            tabIndex={isShown ? 0 : -1}
            onClick={() => {
              onShow(path);
            }}
            className={classNames(
              "flex items-start gap-2 rounded-md px-2 py-1.5 outline-offset-[-2px] hover:bg-hover",
              isShown && "bg-active hover:bg-active",
            )}
          >
            {resolution === undefined ? (
              <CircleDashed aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-tone" />
            ) : (
              <Check aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-tone" />
            )}
            <span className="min-w-0 flex-1">
              <span className="block truncate font-mono text-xs text-ink" title={path}>
                {path}
              </span>
              <span className="block truncate text-2xs text-ink-3">
                {resolution === undefined && drafts[path] === undefined
                  ? KIND_WORDS[kind]
                  : draftWords(drafts[path], resolution)}
              </span>
            </span>
          </div>
        );
      })}
    </div>
  );
}
