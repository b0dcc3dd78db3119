import { use } from "react";
import { keyCaps } from "../../shared/commands/keys.ts";
import { classNames } from "./class-names.ts";
import { KeyNamesContext } from "./key-names.ts";

export type KeysProps = {
  /** As the registry writes them. */
  readonly keys?: string | undefined;
  /** A command, whose keys of now are drawn, if it has any. */
  readonly command?: string | undefined;
  readonly className?: string;
};

/** Keys as caps, e.g. for `Mod+K` or the two strokes `G B`; nothing where there are none. */
export function Keys({ keys, command, className }: KeysProps) {
  const { isMac, keysOf } = use(KeyNamesContext);
  const shown = keys ?? (command === undefined ? undefined : keysOf(command));
  if (shown === undefined) return null;
  const strokes = keyCaps(shown, isMac);
  return (
    <span className={classNames("inline-flex items-center gap-1 text-2xs text-ink-3", className)}>
      {strokes.map((caps, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- strokes of one constant text
        <span key={index} className="inline-flex gap-0.5">
          {caps.map((cap) => (
            <kbd
              key={cap}
              className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line-strong bg-hover px-1 font-sans text-2xs leading-none text-ink-2"
            >
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
