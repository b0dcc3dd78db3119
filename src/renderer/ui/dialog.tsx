import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { IconButton } from "./button.tsx";

export type DialogProps = {
  readonly title: string;
  /** Read out, not shown, where the content says it itself. */
  readonly isTitleHidden?: boolean;
  readonly description?: ReactNode;
  onClose(): void;
  /** What gets the focus when it has closed: an element, nothing (false), or what had it before (true). */
  readonly focusAfter?: () => HTMLElement | boolean;
  readonly children: ReactNode;
  /** Pixels, as far as the window has them. */
  readonly width?: number;
  readonly testId?: string;
};

/** A modal dialog that stands a bit above the middle. */
export function Dialog({
  title,
  isTitleHidden = false,
  description,
  onClose,
  focusAfter,
  children,
  width = 560,
  testId,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-(--calm) data-starting-style:opacity-0 data-ending-style:opacity-0" />
        <Base.Popup
          ref={popup}
          // What the dialog was opened for, rather than its close button.
          initialFocus={() => popup.current?.querySelector<HTMLElement>("[data-autofocus]") ?? popup.current}
          {...(focusAfter === undefined ? {} : { finalFocus: focusAfter })}
          data-testid={testId}
          style={{ width }}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-popup shadow-popup outline-none transition-[opacity,scale] duration-(--calm) ease-(--ease) data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:scale-98 data-ending-style:opacity-0"
        >
          {isTitleHidden ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <header className="flex items-start gap-3 px-5 pt-4 pb-1">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className="mt-0.5 text-sm text-ink-3">{description}</Base.Description>
                )}
              </div>
              <Base.Close render={<IconButton label="Close" keys="Esc" icon={<X />} className="-mr-1.5" />} />
            </header>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The buttons at the foot of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 z-10 flex items-center justify-end gap-2 bg-popup px-5 py-4">{children}</footer>
  );
}
