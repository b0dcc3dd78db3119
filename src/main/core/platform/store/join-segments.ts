/**
 * Two states of one event segment. Segments only grow at their end, so that one is usually the beginning of the other. Where
 * they part (a workspace that was copied numbers anew what its original numbers too) every line of both stays, by number.
 */
export function joinSegments(a: string, b: string): string {
  if (a.startsWith(b)) return a;
  if (b.startsWith(a)) return b;
  const lines = new Set([...a.split("\n"), ...b.split("\n")].filter((line) => line !== ""));
  const numbered = [...lines].map((line) => ({ line, seq: Number(/"seq":(\d+)/.exec(line)?.[1] ?? 0) }));
  const sorted = numbered.toSorted((x, y) => x.seq - y.seq || (x.line < y.line ? -1 : 1));
  return sorted.map(({ line }) => `${line}\n`).join("");
}
