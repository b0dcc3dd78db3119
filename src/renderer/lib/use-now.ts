import { useEffect, useState } from "react";

/** Bands that grow are drawn anew so often. */
const STEP_MS = 2_000;

/** The time, moving on while it is looked at, in milliseconds since 1970. Stands still while it is not wanted. */
export function useNow(isWanted = true, stepMs = STEP_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setNow(Date.now());
    }, stepMs);
    return () => {
      clearInterval(timer);
    };
  }, [isWanted, stepMs]);
  return now;
}
