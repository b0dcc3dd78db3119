import { Popover as Base } from "@base-ui/react/popover";
import { type ReactElement, type ReactNode, Suspense } from "react";
import { usePortalContainer } from "./host-window.ts";

export type PopoverProps = {
  /** What opens it: a button that takes a ref and props. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  /** Its accessible name. */
  readonly title: string;
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly align?: "start" | "center" | "end";
  /** Pixels, as far as the window has them. */
  readonly width?: number;
  /** Drawn only while it is open. */
  readonly children: ReactNode;
};

/** What stands behind a word: opened by a press, closed by Escape or by looking elsewhere. */
export function Popover({ trigger, title, side = "bottom", align = "start", width = 360, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-40 outline-none">
          <Base.Popup
            style={{ width }}
            className="max-h-[min(560px,var(--available-height))] max-w-(--available-width) overflow-y-auto rounded-lg bg-popup shadow-popup outline-none transition-[opacity,scale] duration-(--fast) data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:opacity-0"
          >
            <Base.Title className="sr-only">{title}</Base.Title>
            <Suspense fallback={<div className="h-24" />}>{children}</Suspense>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A button within a popover that closes it and does what it does. */
export function PopoverClose({ children }: { children: ReactElement<Record<string, unknown>> }) {
  return <Base.Close render={children} />;
}
