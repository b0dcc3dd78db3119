import { useCallback, useEffect, useRef, useState } from "react";
import { pageClock } from "../../lib/clock.ts";

/** Longer than between two moves of a hand, or two notches of a wheel. */
const REST_MS = 200;

export interface Panning {
  /** While the graph is moved about, and a moment longer. */
  readonly isPanning: boolean;
  /** It was moved. */
  pan(): void;
  /** It is to be drawn anew, at once. */
  settle(): void;
}

/**
 * Tells when the graph is worth a layer of its own: then moving it draws none of its nodes anew. For good it would be a picture
 * of the scale that it was made at, which is blurred at any other.
 */
export function usePanning(): Panning {
  const [isPanning, setPanning] = useState(false);
  const takeBack = useRef(() => {});
  const settle = useCallback(() => {
    takeBack.current();
    setPanning(false);
  }, []);
  const pan = useCallback(() => {
    takeBack.current();
    takeBack.current = pageClock.after(REST_MS, settle);
    setPanning(true);
  }, [settle]);
  useEffect(
    () => () => {
      takeBack.current();
    },
    [],
  );
  return { isPanning, pan, settle };
}
