import { USER } from "../../../shared/model/identity.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { costSource, costText, tokenText } from "../../lib/amounts.ts";
import { forecastWords, toComeWords } from "../../lib/convoys/outlook-words.ts";
import type { Outlook } from "../../lib/convoys/use-outlook.ts";
import { useServices } from "../../lib/services.tsx";
import { sessionLabel, sessionTone, stageLabel } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { Section } from "../../ui/section.tsx";

/** When it will be done, and what that rests on. */
export function ForecastPart({ outlook, now }: { outlook: Outlook; now: number }) {
  const { when, range } = forecastWords(outlook.forecast, now);
  return (
    <Section title="Done">
      <p className="text-lg font-semibold tabular-nums" data-forecast={outlook.forecast.state}>
        {when}
      </p>
      {range !== undefined && <p className="text-sm text-ink-2 tabular-nums">most likely {range}</p>}
      <ul className="flex flex-col gap-0.5 text-xs text-ink-3">
        {outlook.forecast.basis.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

export function CostPart({ cost }: { cost: Outlook["cost"] }) {
  return (
    <Section title="Cost">
      <p className="text-lg font-semibold tabular-nums">{cost.sessions === 0 ? "nothing yet" : costText(cost.soFar)}</p>
      <p className="text-sm text-ink-2 tabular-nums">still to come: {toComeWords(cost)}</p>
      <ul className="flex flex-col gap-0.5 text-xs text-ink-3">
        {cost.sessions > 0 && (
          <li>
            {tokenText(cost.tokens)} tokens in {cost.sessions === 1 ? "1 session" : `${cost.sessions} sessions`},{" "}
            {costSource(cost.soFar)}.
          </li>
        )}
        <li>{cost.basis}</li>
      </ul>
    </Section>
  );
}

/** Who is on it at this moment, with what and in which state. */
export function SwarmPart({ swarm, width }: Pick<Outlook, "swarm" | "width">) {
  const { panes } = useServices();
  return (
    <Section title="Swarm" note={`${swarm.length} on it, up to ${width} at a time`}>
      {swarm.length === 0 ? (
        <p className="text-sm text-ink-3">Nobody works on it now.</p>
      ) : (
        <ul aria-label="Swarm" className="flex flex-col">
          {swarm.map(({ agent, item, title, stage, state, since }) => (
            <li key={item} className="flex h-(--row) min-w-0 items-center gap-2 text-sm">
              <AgentChip agent={agent} className="w-24 shrink-0" />
              <button
                type="button"
                onClick={() => {
                  panes.open({ kind: "item", item });
                }}
                className="min-w-0 flex-1 truncate rounded-sm text-left hover:underline"
              >
                <span className="font-mono text-2xs text-ink-3">{item}</span> {title}
              </button>
              <span className="flex shrink-0 items-center gap-1.5 text-xs text-ink-3">
                {state !== undefined && agent !== USER && (
                  <Dot tone={sessionTone[state]} isLive={state === "working"} />
                )}
                {state === undefined ? stageLabel[stage] : sessionLabel[state]}
                {since !== undefined && <Age at={since} className="tabular-nums" />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What its items wait for. */
export function WaitingPart({ waiting }: Pick<Outlook, "waiting">) {
  const { panes } = useServices();
  const open = (item: string) => {
    panes.open({ kind: "item", item });
  };
  if (waiting.length === 0) return null;
  return (
    <Section title="Waiting" note={`${waiting.length}`}>
      <ul aria-label="Waiting" className="flex flex-col gap-1">
        {waiting.slice(0, SHOWN).map(({ item, title, on, why }) => (
          <li key={item} className="text-sm">
            <button
              type="button"
              onClick={() => {
                open(item);
              }}
              className="rounded-sm text-left hover:underline"
            >
              <span className="font-mono text-2xs text-ink-3">{item}</span> {title}
            </button>
            <span className="text-xs text-ink-3">
              {on.length > 0 && " waits for "}
              {on.map((one, nth) => (
                <span key={one.item}>
                  {nth > 0 && ", "}
                  <button
                    type="button"
                    title={one.title}
                    onClick={() => {
                      open(one.item);
                    }}
                    className="rounded-sm font-mono text-2xs hover:underline"
                  >
                    {one.item}
                  </button>
                  {one.isOutside && " (outside it)"}
                </span>
              ))}
              {why !== undefined && ` · ${why}`}
            </span>
          </li>
        ))}
      </ul>
      {waiting.length > SHOWN && <p className="text-xs text-ink-3">and {waiting.length - SHOWN} more</p>}
    </Section>
  );
}

const SHOWN = 12;
