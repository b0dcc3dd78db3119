import { type RefObject, useLayoutEffect, useState } from "react";
import { usePreferences } from "../../lib/services.tsx";

const USUAL = 28;

/** Pixels of a row at the density that the user chose, which the style sheet knows. */
export function useRowHeight(within: RefObject<HTMLElement | null>): number {
  const density = usePreferences(({ look }) => look.density);
  const [height, setHeight] = useState(USUAL);
  useLayoutEffect(() => {
    const element = within.current ?? document.documentElement;
    const probe = document.createElement("div");
    probe.style.height = "var(--row)";
    element.append(probe);
    const measured = probe.getBoundingClientRect().height;
    probe.remove();
    if (measured > 0) setHeight(measured);
  }, [density, within]);
  return height;
}
