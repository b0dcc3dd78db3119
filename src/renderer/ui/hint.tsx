import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { usePortalContainer } from "./host-window.ts";
import { Keys } from "./kbd.tsx";

export type HintProps = {
  readonly text: ReactNode;
  readonly keys?: string | undefined;
  /** A command, whose keys are drawn. */
  readonly command?: string | undefined;
  readonly side?: "top" | "bottom" | "left" | "right" | undefined;
  /** One element that takes a ref and props. */
  readonly children: ReactElement<Record<string, unknown>>;
};

/** A tooltip. What it says is never the only place where it is said. */
export function Hint({ text, keys, command, side = "bottom", children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal container={usePortalContainer()}>
        <Tooltip.Positioner side={side} sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex max-w-80 items-center gap-2 rounded-md bg-popup px-2 py-1 text-xs text-ink-2 shadow-popup transition-[opacity,scale] duration-(--fast) data-starting-style:scale-97 data-starting-style:opacity-0 data-ending-style:opacity-0">
            <span className="min-w-0">{text}</span>
            <Keys keys={keys} command={command} />
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
