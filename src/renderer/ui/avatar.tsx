import { hashOf, lastPart } from "../lib/names.ts";
import { classNames } from "./class-names.ts";

const SIZES = {
  xs: "size-4 text-[8.5px] rounded-[4px]",
  s: "size-5 text-[10px] rounded-[5px]",
  m: "size-7 text-xs rounded-md",
};

/** An agent's face: the first letters of its name on a colour that stays with it. */
export function Avatar({
  agent,
  size = "s",
  className,
}: {
  agent: string;
  size?: keyof typeof SIZES;
  className?: string;
}) {
  const name = lastPart(agent);
  const hue = hashOf(agent) % 360;
  return (
    <span
      aria-hidden="true"
      // Drawn by the style sheet: it is a picture, not text to be read or found.
      data-letters={name.slice(0, size === "xs" ? 1 : 2)}
      style={{ background: `oklch(0.52 0.085 ${hue})` }}
      className={classNames(
        "before:content-[attr(data-letters)] inline-flex shrink-0 items-center justify-center font-semibold text-[oklch(0.985_0_0)] uppercase",
        SIZES[size],
        className,
      )}
    />
  );
}
