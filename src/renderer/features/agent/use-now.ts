import { useEffect, useState } from "react";

/** Bands that grow are drawn anew so often. */
const STEP_MS = 2_000;

/** The time, moving on while it is looked at, in milliseconds since 1970. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setNow(Date.now());
    }, STEP_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
