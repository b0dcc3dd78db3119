import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";

/** A line for each agent that could not be paused or resumed with all others; nothing where there is none. */
export function leftOut(
  failed: readonly { readonly agent: string; readonly message: string }[],
  fate: string,
  style: Style,
): string {
  return failed.map(({ agent, message }) => style("yellow", `${agent} ${fate}: ${neutralise(message)}\n`)).join("");
}
