import { useCallback, useEffect, useState } from "react";
import type { DiffSide } from "./diff-model.ts";
import { highlightLines } from "./highlight.ts";
import { languageOf, parserOf } from "./languages.ts";
import type { Token } from "./segments.ts";

/** Longer files stay without colours: nobody reads them for their grammar. */
const MAX_CHARS = 1_000_000;

type Lines = readonly (readonly Token[])[];
const NONE: readonly Token[] = [];

/** Colours of the lines on both sides of a file, once they are there; undefined for kinds of files that are not known. */
export function useHighlights(
  path: string,
  { before, after }: Readonly<Record<DiffSide, string | undefined>>,
): ((side: DiffSide, line: number) => readonly Token[]) | undefined {
  const old = useSide(path, before);
  const now = useSide(path, after);
  const tokensOf = useCallback(
    (side: DiffSide, line: number) => (side === "before" ? old : now)?.[line - 1] ?? NONE,
    [old, now],
  );
  return old === undefined && now === undefined ? undefined : tokensOf;
}

function useSide(path: string, text: string | undefined): Lines | undefined {
  const [known, setKnown] = useState<{ readonly text: string; readonly lines: Lines }>();
  const language = languageOf(path);
  useEffect(() => {
    if (text === undefined || language === undefined || text.length > MAX_CHARS) return undefined;
    const stop = new AbortController();
    const work = async () => {
      const lines = await highlightLines(await parserOf(language), text, stop.signal);
      if (lines !== undefined && !stop.signal.aborted) setKnown({ text, lines });
    };
    // Without colours it reads as well; a grammar that cannot be loaded is no failure of the review.
    work().catch(() => {});
    return () => {
      stop.abort();
    };
  }, [language, text]);
  return known?.text === text ? known?.lines : undefined;
}
