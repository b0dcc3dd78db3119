/** Longest payload that goes to the core, in characters of JSON. The contract refuses none below 64 Ki. */
const MAX_CHARS = 32 * 1024;
/** What texts in it are cut to, the first that makes it short enough: outputs of tools are long, and say nothing of the state. */
const TEXT_CHARS = [2_000, 300, 60] as const;
const MAX_ENTRIES = 40;

/**
 * What a hook was given, in bounds: JSON where it is JSON, else undefined. What is too large even with its texts cut is
 * left out whole: the event alone still tells something.
 */
export function signalPayload(text: string): unknown {
  const value = parse(text);
  if (value === undefined || text.length <= MAX_CHARS) return value;
  for (const chars of TEXT_CHARS) {
    const cut = shorten(value, chars, 6);
    if (JSON.stringify(cut).length <= MAX_CHARS) return cut;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off, or no JSON at all.
    return undefined;
  }
}

function shorten(value: unknown, chars: number, depth: number): unknown {
  if (typeof value === "string") return value.length <= chars ? value : `${value.slice(0, chars).toWellFormed()}…`;
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return Array.isArray(value) ? [] : {};
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((one) => shorten(one, chars, depth - 1));
  const entries = Object.entries(value).slice(0, MAX_ENTRIES);
  return Object.fromEntries(entries.map(([key, one]) => [key, shorten(one, chars, depth - 1)]));
}
