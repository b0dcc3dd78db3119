import type { CSSProperties } from "react";
import { classNames } from "../../ui/class-names.ts";
import { type AnsiColour, type AnsiStyle, ansiSpans } from "./ansi.ts";
import type { OutputLine } from "./output-lines.ts";

/** A line of output in its colours, which are kept readable on either ground. Text alone: nothing in it can act. */
export function AnsiText({ line }: { line: OutputLine }) {
  return ansiSpans(line.text, line.before).map(({ text, style }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- spans of one line have nothing else
    <span key={index} className={lookOf(style)} style={coloursOf(style)}>
      {text}
    </span>
  ));
}

function lookOf(style: AnsiStyle): string | undefined {
  const look = classNames(
    style.isBold === true && "font-semibold",
    style.isDim === true && "text-ink-3",
    style.isItalic === true && "italic",
    style.isUnderlined === true && "underline",
    style.isStruck === true && "line-through",
  );
  return look === "" ? undefined : look;
}

function coloursOf({ colour, ground }: AnsiStyle): CSSProperties | undefined {
  if (colour === undefined && ground === undefined) return undefined;
  return {
    ...(colour === undefined ? {} : { color: cssColour(colour) }),
    // A wash is enough to see it by; text on it stays readable.
    ...(ground === undefined ? {} : { background: `color-mix(in oklch, ${cssColour(ground)} 22%, transparent)` }),
  };
}

function cssColour(colour: AnsiColour): string {
  if (typeof colour === "number") return `var(--ansi-${colour})`;
  return `oklch(from ${colour} clamp(var(--ansi-darkest), l, var(--ansi-lightest)) c h)`;
}
