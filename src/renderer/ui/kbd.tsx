import { use } from "react";
import { keyCaps } from "../lib/commands/keys.ts";
import { classNames } from "./class-names.ts";
import { KeyNamesContext } from "./key-names.ts";

/** Keys as caps, e.g. for `Mod+K` or the two strokes `G B`. */
export function Keys({ keys, className }: { keys: string; className?: string }) {
  const isMac = use(KeyNamesContext);
  const strokes = keyCaps(keys, isMac);
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
