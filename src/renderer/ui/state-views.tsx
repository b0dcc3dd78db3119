import { LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { failureOf } from "../lib/call-failure.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

/** Nothing is there, and what one can do about it. */
export function EmptyState(props: { icon?: ReactNode; title: string; children?: ReactNode; className?: string }) {
  return (
    <div
      className={classNames(
        "flex h-full flex-col items-center justify-center gap-1.5 p-8 text-center [&_svg]:mb-1 [&_svg]:size-6 [&_svg]:text-ink-4",
        props.className,
      )}
    >
      {props.icon}
      <p className="text-base font-medium text-ink-2">{props.title}</p>
      {props.children !== undefined && <div className="max-w-80 text-sm text-ink-3">{props.children}</div>}
    </div>
  );
}

/** Shown only after a moment, so that what is fast does not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <div
      role="status"
      className="rise flex h-full items-center justify-center gap-2 text-sm text-ink-3 [animation-delay:250ms]"
    >
      <LoaderCircle className="turn size-4" aria-hidden="true" />
      {what}
    </div>
  );
}

/** What went wrong, what to do, and a way to try again. */
export function FailureView({ error, retry }: { error: unknown; retry?: () => void }) {
  const failure = failureOf(error);
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <TriangleAlert className="size-5 text-trouble" aria-hidden="true" />
      <p className="text-selectable max-w-96 text-base text-ink">{failure.message}</p>
      {failure.remedy !== undefined && <p className="text-selectable max-w-96 text-sm text-ink-3">{failure.remedy}</p>}
      {retry !== undefined && (
        <Button size="s" className="mt-1" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
