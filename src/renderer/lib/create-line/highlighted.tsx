import type { QuickKind, QuickToken } from "../../../shared/quick-create.ts";
import { classNames } from "../../ui/class-names.ts";
import type { Tone } from "../stage.ts";

const TONES: Readonly<Record<QuickKind, Tone>> = {
  priority: "attention",
  label: "review",
  assignee: "working",
  type: "merging",
  parent: "landed",
  after: "landed",
  due: "attention",
  estimate: "neutral",
  project: "working",
};

/** The line as it is typed, with its words coloured by what they mean. Set in the very letters of the field above it. */
export function Highlighted({ line, tokens }: { line: string; tokens: readonly QuickToken[] }) {
  const parts: { readonly text: string; readonly token?: QuickToken }[] = [];
  let at = 0;
  for (const token of tokens) {
    parts.push({ text: line.slice(at, token.start) }, { text: line.slice(token.start, token.end), token });
    at = token.end;
  }
  parts.push({ text: line.slice(at) });
  return parts.map(({ text, token }, index) =>
    token === undefined ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one line, in its order
      <span key={index}>{text}</span>
    ) : (
      <span
        // oxlint-disable-next-line react/no-array-index-key -- parts of one line, in its order
        key={index}
        data-token={token.kind}
        data-tone={token.problem === undefined ? TONES[token.kind] : "trouble"}
        className={classNames(
          "rounded-sm text-tone",
          token.problem === undefined
            ? "bg-[color-mix(in_oklch,var(--tone)_13%,transparent)]"
            : "underline decoration-wavy decoration-1 underline-offset-4",
        )}
      >
        {text}
      </span>
    ),
  );
}
