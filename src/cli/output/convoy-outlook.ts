import type { OutputOf } from "../../shared/contract/contract.ts";
import { shortName } from "../../shared/model/identity.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { duration } from "./time.ts";
import { costText, countText } from "./usage.ts";

type Outlook = OutputOf<"convoy.outlook">;

/** Ends of a chain that are shown; the rest is counted. */
const SHOWN = 6;

/** Names and values for the card of the convoy: when it will be done and what it costs. */
export function outlookFields(outlook: Outlook, now = Date.now()): readonly (readonly [string, string | undefined])[] {
  const { cost, criticalPath, forecast } = outlook;
  const path = criticalPath.items.map(({ id }) => id);
  return [
    ["done", forecastText(forecast, now)],
    ["critical path", path.length < 2 ? undefined : shortened(path, " → ")],
    ["cost so far", cost.sessions === 0 ? undefined : `${costText(cost.soFar)}, ${countText(cost.tokens)} tokens`],
    ["cost to come", forecast.state === "done" ? undefined : toComeText(cost)],
  ];
}

/** What the forecast rests on, who is on it now and what its items wait for. */
export function outlookText({ cost, forecast, swarm, waiting }: Outlook, style: Style): string {
  const told = [
    ...forecast.basis.map((line) => style("dim", `  ${neutralise(line)}\n`)),
    ...(forecast.state === "done" || cost.toCome !== undefined
      ? []
      : [style("dim", `  Cost to come: ${cost.basis}\n`)]),
  ];
  const working = swarm.map(
    ({ agent, item, title, state }) =>
      `  ${shortName(agent)}  ${style("cyan", item)}  ${neutralise(title)}${style("dim", state === undefined ? "" : `  ${state}`)}\n`,
  );
  const held = waiting.map(({ item, on, why }) => {
    const reasons = [...on.map((one) => `${one.item}${one.isOutside ? " (outside it)" : ""}`), ...(why ? [why] : [])];
    return `  ${style("cyan", item)}  ${neutralise(shortened(reasons, ", "))}\n`;
  });
  return (
    told.join("") +
    (working.length === 0 ? "" : `\n${style("bold", "Swarm")}\n${working.join("")}`) +
    (held.length === 0 ? "" : `\n${style("bold", "Waiting")}\n${held.join("")}`)
  );
}

function forecastText({ state, earliest, likely, latest }: Outlook["forecast"], now: number): string | undefined {
  if (state === "done") return undefined;
  if (likely === undefined || earliest === undefined || latest === undefined) return "unknown";
  const [soon, late] = [duration(earliest - now), duration(latest - now)];
  return `in ${duration(likely - now)}${soon === late ? "" : `, most likely between ${soon} and ${late}`}`;
}

function toComeText({ toCome }: Outlook["cost"]): string {
  if (toCome === undefined) return "unknown";
  const usd = (value: number) => `$${value.toFixed(2)}`;
  return `${usd(toCome.likely)}, most likely between ${usd(toCome.low)} and ${usd(toCome.high)}`;
}

function shortened(parts: readonly string[], by: string): string {
  if (parts.length <= SHOWN) return parts.join(by);
  return `${parts.slice(0, SHOWN - 1).join(by)}${by}… ${parts.length - SHOWN + 1} more`;
}
