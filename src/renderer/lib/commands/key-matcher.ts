import type { Clock } from "../clock.ts";
import type { CommandId, CommandInfo } from "./catalogue.ts";
import { type KeyPress, type Stroke, isStroke, parseKeys } from "./keys.ts";

/** Where the focus is when a key goes down. */
export type KeyPlace =
  /** Nothing that takes text. */
  | "page"
  /** A field: only strokes with Mod or Alt that do not move its caret, and function keys, are commands. */
  | "field"
  /** A terminal one types into: what a shell knows (Control with a letter) stays with the terminal. */
  | "terminal";

export interface KeyMatcher {
  /** The command a key press completes; `pending` when it begins a sequence. `part` is what has the focus, where that has keys of its own. */
  press(press: KeyPress, place: KeyPlace, part?: string): CommandId | "pending" | undefined;
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
    (command.keys ?? []).map((keys) => ({ id: command.id, part: command.in, strokes: parseKeys(keys) })),
  );
  const ofParts = bindings.filter(({ part }) => part !== undefined);
  const ofAll = bindings.filter(({ part }) => part === undefined);
  let begun: { readonly stroke: KeyPress; readonly at: number } | undefined;

  return {
    press(press, place, part) {
      if (["Control", "Shift", "Alt", "Meta"].includes(press.key)) return undefined;
      const first = begun !== undefined && clock.now() - begun.at <= SEQUENCE_MS ? begun.stroke : undefined;
      begun = undefined;
      const here = part === undefined ? ofAll : [...ofParts.filter((one) => one.part === part), ...ofAll];
      const allowed = here.filter(({ strokes }) => strokes.every((stroke) => isAllowed(stroke, place, isMac)));
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
  // With Alt, too, moves of the caret stay with the field.
  if (place === "field") return stroke.mod || (stroke.alt && !/^(?:Arrow.*|Home|End)$/.test(stroke.key));
  return stroke.mod && (isMac || stroke.shift);
}
