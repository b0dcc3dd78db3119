import { type KeyPress, type Stroke, isHeldKey, isStroke, parseKeys } from "../../../shared/commands/keys.ts";
import type { Clock } from "../clock.ts";
import type { CommandId, CommandInfo } from "./catalogue.ts";

/** Where the focus is when a key goes down. */
export type KeyPlace =
  /** Nothing that takes text. */
  | "page"
  /** A field: only strokes with Mod or Alt that do not move its caret, and function keys, are commands. */
  | "field"
  /** A dialog has the keyboard to itself but for strokes with Mod. */
  | "dialog"
  /** A terminal one types into: what a shell knows (Control with a letter) stays with the terminal. */
  | "terminal";

/** What became of a press: a command to run; or */
export type KeyOutcome =
  | CommandId
  /** it began or went on with a sequence; */
  | "pending"
  /** it ended one that means nothing, and means nothing itself; */
  | "nothing"
  /** it is not the matcher's, and goes to whatever has the focus. */
  | undefined;

/** A sequence that is under way. */
export interface PendingKeys {
  /** The strokes so far, as the bindings write them. */
  readonly keys: string;
  readonly isPrefix: boolean;
  /** What may follow, with the command it runs or, for a longer sequence, begins. */
  readonly next: readonly { readonly keys: string; readonly command: CommandId }[];
}

export interface KeyMatcher {
  /** `part` is what has the focus, where that has keys of its own. */
  press(press: KeyPress, place: KeyPlace, part?: string): KeyOutcome;
  /** Undefined while no sequence is under way; one that took too long is over with the next press. */
  pending(): PendingKeys | undefined;
  cancel(): void;
}

export interface KeyMatcherDeps {
  readonly commands: readonly (CommandInfo & { readonly id: CommandId; readonly keys: readonly string[] })[];
  /** The stroke after which one more does what tmux would; it is heard in terminals and fields, too. Empty: none. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly isMac: boolean;
}

/** How long the next stroke of a sequence may take: time to read what may follow. The prefix waits for ever. */
export const SEQUENCE_MS = 5_000;

interface Binding {
  readonly id: CommandId;
  readonly keys: string;
  readonly part: string | undefined;
  readonly strokes: readonly Stroke[];
}

interface Begun {
  readonly strokes: number;
  readonly bindings: readonly Binding[];
  readonly at: number;
  readonly isPrefix: boolean;
}

export function createKeyMatcher({ commands, prefix, clock, isMac }: KeyMatcherDeps): KeyMatcher {
  const bindings = commands.flatMap((command) =>
    command.keys.map((keys): Binding => ({ id: command.id, keys, part: command.in, strokes: parseKeys(keys) })),
  );
  const ofParts = bindings.filter(({ part }) => part !== undefined);
  const ofAll = bindings.filter(({ part }) => part === undefined);
  const prefixStroke = prefix === "" ? undefined : parseKeys(prefix)[0];
  let begun: Begun | undefined;

  function isPrefix(press: KeyPress): boolean {
    return prefixStroke !== undefined && isStroke(prefixStroke, press, isMac);
  }

  function matching(among: readonly Binding[], press: KeyPress, nth: number): readonly Binding[] {
    return among.filter(({ strokes }) => {
      const stroke = strokes[nth];
      return stroke !== undefined && isStroke(stroke, press, isMac);
    });
  }

  function step(found: readonly Binding[], strokes: number, isPrefixed: boolean): KeyOutcome {
    const whole = found.find((one) => one.strokes.length === strokes);
    if (whole !== undefined) return whole.id;
    if (found.length === 0) return undefined;
    begun = { strokes, bindings: found, at: clock.now(), isPrefix: isPrefixed };
    return "pending";
  }

  return {
    press(press, place, part) {
      if (isHeldKey(press)) return undefined;
      const before =
        begun !== undefined && (begun.isPrefix || clock.now() - begun.at <= SEQUENCE_MS) ? begun : undefined;
      begun = undefined;
      const here = part === undefined ? ofAll : [...ofParts.filter((one) => one.part === part), ...ofAll];
      if (before !== undefined) {
        // Pressed twice the prefix is meant for the terminal.
        if (before.isPrefix && before.strokes === 1 && isPrefix(press)) return undefined;
        if (press.key === "Escape") return "nothing";
        const found = step(matching(before.bindings, press, before.strokes), before.strokes + 1, before.isPrefix);
        if (found !== undefined) return found;
        if (before.isPrefix) return "nothing";
      }
      if (place !== "dialog" && isPrefix(press)) {
        const behind = matching(here, press, 0).filter(({ strokes }) => strokes.length > 1);
        return step(behind, 1, true);
      }
      const allowed = here.filter(({ strokes: [first] }) => first !== undefined && isAllowed(first, place, isMac));
      return step(matching(allowed, press, 0), 1, false);
    },
    pending() {
      if (begun === undefined) return undefined;
      const { strokes, bindings: left, isPrefix: isPrefixed } = begun;
      const parts = (keys: string) => keys.split(" ");
      const next = new Map(left.map(({ id, keys }) => [parts(keys)[strokes] ?? "", id]));
      return {
        keys: parts(left[0]?.keys ?? "")
          .slice(0, strokes)
          .join(" "),
        isPrefix: isPrefixed,
        next: [...next].map(([keys, command]) => ({ keys, command })),
      };
    },
    cancel() {
      begun = undefined;
    },
  };
}

function isAllowed(stroke: Stroke, place: KeyPlace, isMac: boolean): boolean {
  const isMod = stroke.mod || stroke.ctrl;
  if (place === "dialog") return isMod;
  const isFunctionKey = /^F\d+$/.test(stroke.key);
  if (place === "page" || isFunctionKey) return true;
  // Moves of the caret stay with the field, whatever is held.
  if (place === "field") return (isMod || stroke.alt) && !/^(?:Arrow.*|Home|End)$/.test(stroke.key);
  return isMac ? stroke.mod : isMod && stroke.shift;
}
