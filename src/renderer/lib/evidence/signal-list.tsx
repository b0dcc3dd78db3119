import type { SessionSignal, SignalSource } from "../../../shared/model/session-signal.ts";
import { classNames } from "../../ui/class-names.ts";
import { Age, Until } from "../age-view.tsx";
import { sessionLabel } from "../stage.ts";
import { StateMark } from "../state-mark.tsx";
import { reliabilityLabel, sourceLabel } from "./words.ts";

/** What each source says now, the most believed first; what no longer counts is struck faint. */
export function SignalList({ signals }: { signals: readonly SessionSignal[] }) {
  if (signals.length === 0) return <p className="text-xs text-ink-3">Nothing has been heard of it yet.</p>;
  return (
    <table aria-label="Signals" className="w-full text-xs">
      <thead className="sr-only">
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Says</th>
          <th scope="col">How far it is believed</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      <tbody>
        {signals.map((signal) => (
          <tr
            key={signal.source}
            data-source={signal.source}
            data-holds={signal.holds}
            className="border-line align-top not-first:border-t"
          >
            <th scope="row" className="py-1 pr-2 text-left font-medium whitespace-nowrap text-ink-2">
              {sourceLabel[signal.source]}
            </th>
            <td className="w-full py-1 pr-2">
              <Says signal={signal} />
            </td>
            <td
              className="py-1 pr-2 whitespace-nowrap text-ink-3 @max-[22rem]:hidden"
              title={reliabilityLabel[signal.reliability].why}
            >
              {reliabilityLabel[signal.reliability].word}
            </td>
            <td className="py-1 text-right whitespace-nowrap text-ink-3 tabular-nums">
              <Age at={signal.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a sign of life was, where nothing more is told of it. */
const LIFE: Readonly<Partial<Record<SignalSource, string>>> = {
  process: "it runs",
  call: "it ran a command",
  output: "it printed something",
};

function Says({ signal }: { signal: SessionSignal }) {
  return (
    <span className={classNames("flex flex-wrap items-center gap-x-1.5", signal.holds ? "text-ink" : "text-ink-3")}>
      {signal.state === undefined ? (
        <span>{signal.detail ?? LIFE[signal.source] ?? "it lives"}</span>
      ) : (
        <>
          <StateMark state={signal.state} className={classNames("size-3", !signal.holds && "opacity-50")} />
          <span>{sessionLabel[signal.state]}</span>
          {signal.detail !== undefined && <span className="text-ink-3">{signal.detail}</span>}
        </>
      )}
      {signal.until !== undefined && (
        <span className="text-ink-3">
          ends <Until at={signal.until} />
        </span>
      )}
      {!signal.holds && <span className="text-ink-3">· no longer counts</span>}
    </span>
  );
}
