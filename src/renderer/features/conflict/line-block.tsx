import { classNames } from "../../ui/class-names.ts";

const LOOKS = {
  plain: "text-ink-2",
  added: "bg-[color-mix(in_oklch,var(--tone)_9%,transparent)] text-ink",
  removed: "text-ink-3 line-through decoration-ink-4",
};

export type LineBlockProps = {
  readonly lines: readonly string[];
  readonly look?: keyof typeof LOOKS;
};

/** Some lines of a file; nothing where there are none. */
export function LineBlock({ lines, look = "plain" }: LineBlockProps) {
  if (lines.length === 0) return null;
  return (
    <pre
      className={classNames(
        "text-selectable px-3 text-[11.5px] leading-[18px] whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:4]",
        LOOKS[look],
      )}
    >
      {lines.join("")}
    </pre>
  );
}
