/** Edges in pixels of the window, as of a DOMRect. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const TOAST_PLACES = ["bottom-right", "top-right", "bottom-left", "top-left"] as const;
export type ToastPlace = (typeof TOAST_PLACES)[number];

/** What stands above and below all panes, with a gap. */
const HEAD = 52;
const FOOT = 36;
const SIDE = 16;

export interface ToastSurroundings {
  readonly window: { readonly width: number; readonly height: number };
  /** How much room the messages take. */
  readonly stack: { readonly width: number; readonly height: number };
  /** The line, or the field, in which one types. */
  readonly typed: Box | undefined;
  /** Lower ends of terminals: where most agents have their prompt, and where one looks. */
  readonly prompts: readonly Box[];
}

/**
 * The corner for messages: never over what one types in if any corner is free of it; then, if possible, over no terminal's
 * lower end. Messages stay where they are (`now`) until they are in the way of typing.
 */
export function placeToasts(around: ToastSurroundings, now: ToastPlace | undefined): ToastPlace {
  const typedOver = (place: ToastPlace) =>
    around.typed === undefined ? 0 : overlap(areaAt(place, around), around.typed);
  if (now !== undefined && typedOver(now) === 0) return now;
  const promptsOver = (place: ToastPlace) =>
    around.prompts.reduce((sum, prompt) => sum + overlap(areaAt(place, around), prompt), 0);
  const [best] = TOAST_PLACES.toSorted((a, b) => typedOver(a) - typedOver(b) || promptsOver(a) - promptsOver(b));
  return best ?? "bottom-right";
}

function areaAt(place: ToastPlace, { window, stack }: ToastSurroundings): Box {
  const left = place.endsWith("right") ? window.width - SIDE - stack.width : SIDE;
  const top = place.startsWith("top") ? HEAD : window.height - FOOT - stack.height;
  return { left, top, right: left + stack.width, bottom: top + stack.height };
}

/** In square pixels. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
