import { type JSX, type Key, type ReactNode } from "react";
import * as react from "react/jsx-runtime";
import { showHidden } from "../../shared/hidden-text.ts";

/**
 * What JSX is compiled to in the whole page: React's own, with what is not seen in texts made visible. Titles, names of files and
 * branches, commits and letters come from others, and are drawn in some two hundred places; none of them can forget it.
 * What fields hold (`value`) stays as it is, so that editing changes nothing by itself.
 */
export type { JSX };
export { Fragment } from "react/jsx-runtime";

type Props = Readonly<Record<string, unknown>>;
type Element = Parameters<typeof react.jsx>[0];

export function jsx(type: Element, props: Props, key?: Key): ReactNode {
  return react.jsx(type, shown(type, props), key);
}

/** The same for children that are written one after the other. */
export function jsxs(type: Element, props: Props, key?: Key): ReactNode {
  return react.jsxs(type, shown(type, props), key);
}

/** What is called where the page is not built for production, as in tests. */
export function jsxDEV(type: Element, props: Props, key: Key | undefined, isStatic: boolean): ReactNode {
  return isStatic ? jsxs(type, props, key) : jsx(type, props, key);
}

/** Attributes that are read, or read aloud. A component of ours may have other uses for a property of that name. */
const READ = ["title", "aria-label", "aria-description", "alt", "placeholder"] as const;

/** A copy only where there is something to show: elements are made by the thousand. */
function shown(type: Element, props: Props): Props {
  let changed: Record<string, unknown> | undefined;
  const { children } = props;
  const seen = Array.isArray(children) ? shownList(children) : shownText(children);
  if (seen !== children) changed = { ...props, children: seen };
  if (typeof type !== "string") return changed ?? props;
  for (const name of READ) {
    const text = shownText(props[name]);
    if (text !== props[name]) changed = { ...(changed ?? props), [name]: text };
  }
  return changed ?? props;
}

function shownList(children: readonly unknown[]): readonly unknown[] {
  return children.some((child) => shownText(child) !== child) ? children.map(shownText) : children;
}

function shownText(value: unknown): unknown {
  return typeof value === "string" ? showHidden(value) : value;
}
