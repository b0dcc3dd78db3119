import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type Box, type ToastPlace, placeToasts } from "../../lib/toast-place.ts";

/** Agents draw the field that one types in around the terminal's cursor or some lines above it. */
const LINES_ABOVE = 5;
const LINES_BELOW = 2;
/** The prompt of an agent with what stands around it. */
const PROMPT_PX = 120;

/** The corner for `count` messages, decided when one comes, and again when they would be in the way of typing. */
export function useToastPlace(viewport: RefObject<HTMLElement | null>, count: number): ToastPlace {
  const [place, setPlace] = useState<ToastPlace>("bottom-right");
  const before = useRef<ToastPlace>(undefined);
  useLayoutEffect(() => {
    const stack = viewport.current;
    if (stack === null || count === 0) {
      before.current = undefined;
      return undefined;
    }
    const page = stack.ownerDocument;
    const decide = () => {
      const { width, height } = stack.getBoundingClientRect();
      const { innerWidth, innerHeight } = window;
      const around = { window: { width: innerWidth, height: innerHeight }, stack: { width, height } };
      const next = placeToasts(
        { ...around, typed: typedLine(page.activeElement, stack), prompts: prompts(page) },
        before.current,
      );
      before.current = next;
      setPlace(next);
    };
    decide();
    const resized = new ResizeObserver(decide);
    resized.observe(stack);
    page.addEventListener("focusin", decide);
    // After the key was typed, since the line may be a new one then.
    page.addEventListener("keyup", decide);
    window.addEventListener("resize", decide);
    return () => {
      resized.disconnect();
      page.removeEventListener("focusin", decide);
      page.removeEventListener("keyup", decide);
      window.removeEventListener("resize", decide);
    };
  }, [viewport, count]);
  return place;
}

/** Where one types now: of a terminal the lines around its cursor, else the field. */
function typedLine(focused: Element | null, stack: HTMLElement): Box | undefined {
  if (!(focused instanceof HTMLElement) || stack.contains(focused)) return undefined;
  const terminal = focused.closest(".xterm")?.getBoundingClientRect();
  const field = focused.getBoundingClientRect();
  if (terminal === undefined) {
    return focused.matches("input, textarea") || focused.isContentEditable ? field : undefined;
  }
  // xterm keeps its field, one cell large, at the cursor while that is in sight.
  const isAtCursor = field.left >= terminal.left && field.top >= terminal.top && field.bottom <= terminal.bottom + 1;
  if (!isAtCursor) return lowerEnd(terminal);
  const { left, right } = terminal;
  return {
    ...{ left, right },
    top: field.top - LINES_ABOVE * field.height,
    bottom: field.bottom + LINES_BELOW * field.height,
  };
}

function prompts(page: Document): readonly Box[] {
  return Array.from(page.querySelectorAll(".xterm"), (one) => lowerEnd(one.getBoundingClientRect()));
}

function lowerEnd({ left, top, right, bottom }: DOMRect): Box {
  return { left, top: Math.max(top, bottom - PROMPT_PX), right, bottom };
}
