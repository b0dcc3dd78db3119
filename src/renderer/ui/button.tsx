import type { ComponentPropsWithRef, ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Hint } from "./hint.tsx";

type ButtonProps = ComponentPropsWithRef<"button"> & {
  readonly look?: "primary" | "secondary" | "ghost" | "danger";
  readonly size?: "s" | "m" | "l";
};

const LOOKS = {
  primary:
    "bg-accent-strong text-accent-ink shadow-[inset_0_1px_0_oklch(1_0_0/.16),0_1px_2px_oklch(0_0_0/.3)] hover:brightness-110 active:brightness-95",
  secondary: "bg-hover text-ink border border-line-strong hover:bg-active",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink active:bg-active",
  danger: "border border-trouble/50 text-trouble hover:bg-trouble/12",
};
const SIZES = {
  s: "h-6 px-2 text-xs gap-1.5 rounded-sm",
  m: "h-7 px-2.5 text-sm gap-1.5 rounded-md",
  l: "h-9 px-4 text-base gap-2 rounded-md",
};

export function Button({ look = "secondary", size = "m", className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      // oxlint-disable-next-line react/button-has-type -- a type from the props, a button by default
      type={type}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap transition-[background,color,filter] duration-(--fast) disabled:pointer-events-none disabled:opacity-45",
        LOOKS[look],
        SIZES[size],
        className,
      )}
      {...rest}
    />
  );
}

export type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "title"> & {
  /** What it does; the accessible name and the tooltip. */
  readonly label: string;
  /** Keys drawn in the tooltip. */
  readonly keys?: string | undefined;
  /** A command, whose keys are drawn in the tooltip. */
  readonly command?: string | undefined;
  readonly icon: ReactNode;
  readonly side?: "top" | "bottom" | "left" | "right";
};

export function IconButton({ label, keys, command, icon, side, className, ...rest }: IconButtonProps): ReactElement {
  return (
    <Hint text={label} keys={keys} command={command} side={side}>
      <button
        type="button"
        aria-label={label}
        className={classNames(
          "inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 transition-colors duration-(--fast) hover:bg-active hover:text-ink disabled:pointer-events-none disabled:opacity-40 aria-pressed:bg-active aria-pressed:text-ink [&_svg]:size-[15px]",
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Hint>
  );
}
