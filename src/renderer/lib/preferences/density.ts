import { useLayoutEffect, useRef } from "react";
import type { Preferences } from "../../../shared/model/preferences.ts";
import { usePreferences } from "../services.tsx";

/** What lengths are multiplied by. Whole and half pixels come of it for what the scale is made of (4 px). */
const FACTORS: Readonly<Record<Preferences["look"]["density"], number>> = {
  compact: 0.875,
  comfortable: 1,
  spacious: 1.125,
};

/** The factor that tokens.css reads as `--density`. */
export function densityFactor(density: Preferences["look"]["density"]): number {
  return FACTORS[density];
}

/** A length in pixels as the user's density has it, for rows that are placed by numbers rather than by CSS. */
export function useDense(pixels: number): number {
  return Math.round(pixels * usePreferences(({ look }) => FACTORS[look.density]));
}

/** Places a virtual list's rows anew when they become higher or lower than they were. */
export function useRowHeight(virtual: { measure(): void }, height: number): void {
  const { measure } = virtual;
  const placed = useRef(height);
  useLayoutEffect(() => {
    if (placed.current === height) return;
    placed.current = height;
    measure();
  }, [measure, height]);
}
