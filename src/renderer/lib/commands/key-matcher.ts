import type { Clock } from "../clock.ts";
import type { CommandId, CommandInfo } from "./catalogue.ts";
import { type KeyPress, type Stroke, isStroke, parseKeys } from "./keys.ts";

/** Where the focus is when a key goes down. */
export type KeyPlace =
  /** Nothing that takes text. */
  | "page"
  /** A field: only strokes with Mod or Alt, and function keys, are commands. */
  | "field"
  /** A terminal one types into: what a shell knows (Control with a letter) stays with the terminal. */
  | "terminal";

export interface KeyMatcher {
  /** The command a key press completes; `pending` when it begins a sequence. */
  press(press: KeyPress, place: KeyPlace): CommandId | "pending" | undefined;
}

/** How long the second stroke of a sequence may take. */
const SEQUENCE_MS = 1_200;

export function createKeyMatcher(deps: {
  readonly catalogue: readonly (CommandInfo & { readonly id: CommandId })[];
  readonly clock: Clock;
  readonly isMac: boolean;
}): KeyMatcher {
  const { clock, isMac } = deps;
  const bindings = deps.catalogue.flatMap((command) =>
    (command.keys ?? []).map((keys) => ({ id: command.id, strokes: parseKeys(keys) })),
  );
  let begun: { readonly stroke: KeyPress; readonly at: number } | undefined;

  return {
    press(press, place) {
      if (["Control", "Shift", "Alt", "Meta"].includes(press.key)) return undefined;
      const first = begun !== undefined && clock.now() - begun.at <= SEQUENCE_MS ? begun.stroke : undefined;
      begun = undefined;
      const allowed = bindings.filter(({ strokes }) => strokes.every((stroke) => isAllowed(stroke, place, isMac)));
      if (first !== undefined) {
        for (const { id, strokes } of allowed) {
          const [one, two] = strokes;
          if (one !== undefined && two !== undefined && isStroke(one, first, isMac) && isStroke(two, press, isMac)) {
            return id;
          }
        }
      }
      for (const { id, strokes } of allowed) {
        const [only] = strokes;
        if (strokes.length === 1 && only !== undefined && isStroke(only, press, isMac)) return id;
      }
      const begins = allowed.some(
        ({ strokes: [one, two] }) => one !== undefined && two !== undefined && isStroke(one, press, isMac),
      );
      if (!begins) return undefined;
      begun = { stroke: press, at: clock.now() };
      return "pending";
    },
  };
}

function isAllowed(stroke: Stroke, place: KeyPlace, isMac: boolean): boolean {
  const isFunctionKey = /^F\d+$/.test(stroke.key);
  if (place === "page" || isFunctionKey) return true;
  if (place === "field") return stroke.mod || stroke.alt;
  return stroke.mod && (isMac || stroke.shift);
}
