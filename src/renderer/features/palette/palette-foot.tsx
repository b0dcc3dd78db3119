import { Keys } from "../../ui/kbd.tsx";
import { PALETTE_MODES } from "./palette-modes.ts";

type PaletteFootProps = {
  /** The sign of the mode it is in. */
  readonly sign: string | undefined;
  readonly isAsking: boolean;
  /** The command that stands out could be done to something else. */
  readonly canAsk: boolean;
  /** Why texts could not be searched. */
  readonly failure: string | undefined;
  readonly found: number;
  onSign(sign: string): void;
};

/** The ways to narrow, and what else can be pressed. */
export function PaletteFoot({ sign, isAsking, canAsk, failure, found, onSign }: PaletteFootProps) {
  return (
    <footer className="flex h-8 shrink-0 items-center gap-x-1 overflow-hidden whitespace-nowrap border-t border-line px-2.5 py-1 text-2xs text-ink-3">
      {!isAsking &&
        PALETTE_MODES.map((mode) => (
          <button
            key={mode.sign}
            type="button"
            // The field keeps the focus: these are for the pointer, and say what can be typed.
            tabIndex={-1}
            aria-pressed={mode.sign === sign}
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              onSign(mode.sign);
            }}
            className="flex items-center gap-1 rounded-sm px-1 py-0.5 hover:bg-hover hover:text-ink aria-pressed:bg-active aria-pressed:text-ink"
          >
            <Keys keys={mode.sign} /> {mode.name}
          </button>
        ))}
      {isAsking && (
        <span className="flex items-center gap-1.5 px-1">
          <Keys keys="Backspace" /> back to all commands
        </span>
      )}
      <span className="flex-1" />
      {canAsk && !isAsking && (
        <span className="flex items-center gap-1.5 px-1">
          <Keys keys="Tab" /> on something else
        </span>
      )}
      {failure !== undefined && <span data-tone="trouble" className="px-1 text-tone">{`Texts: ${failure}`}</span>}
      <span role="status" className="sr-only">
        {found === 1 ? "1 found" : `${found} found`}
      </span>
    </footer>
  );
}
