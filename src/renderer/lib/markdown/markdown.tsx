import { type ComponentType, Suspense, lazy } from "react";
import { classNames } from "../../ui/class-names.ts";
import { needsMarkdown } from "./needs-markdown.ts";

export type MarkdownProps = {
  readonly text: string;
  readonly className?: string;
};

const Rendered = lazy<ComponentType<{ text: string }>>(async () => {
  const { RenderedMarkdown: component } = await import("./rendered-markdown.tsx");
  return { default: component };
});

/** Text that may be Markdown. What renders it is loaded with the first text that needs it, which until then stands as it is. */
export function Markdown({ text, className }: MarkdownProps) {
  const plain = <p className="whitespace-pre-wrap">{text}</p>;
  return (
    <div
      className={classNames(
        "markdown text-selectable max-w-[72ch] text-base leading-[21px] break-words text-ink-2",
        className,
      )}
    >
      {needsMarkdown(text) ? (
        <Suspense fallback={plain}>
          <Rendered text={text} />
        </Suspense>
      ) : (
        plain
      )}
    </div>
  );
}
