import { createStore, type StoreApi } from "zustand/vanilla";
import type { Failure } from "../../../shared/model/result.ts";
import type { GateResult } from "../../../shared/model/submission.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connection/connection.ts";
import { type FollowOptions, follow } from "../connection/follow.ts";
import { type OutputLines, createOutputLines } from "../output/output-lines.ts";

/** What a gate of a run printed so far. */
export interface GateOutput {
  readonly name: string;
  /** Milliseconds since 1970; undefined for one of which only the end is known. */
  readonly startedAt: number | undefined;
  /** Set once it has ended. */
  readonly result: GateResult | undefined;
  readonly lines: OutputLines;
}

export interface RunOutputState {
  /** In the order in which they began. */
  readonly gates: readonly GateOutput[];
  /** Nothing more comes. */
  readonly isOver: boolean;
  /** Why it cannot be read. */
  readonly failure: Failure | undefined;
}

/** The output of one run. */
export interface RunOutput {
  readonly state: StoreApi<RunOutputState>;
  /** Follows it from its beginning, or from where it was left, to its end, over lost connections. The answer stops that. */
  follow(): () => void;
}

export function createRunOutput(deps: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly run: string;
}): RunOutput {
  const state = createStore<RunOutputState>(() => ({ gates: [], isOver: false, failure: undefined }));
  let cursor: string | undefined;

  function gateOf(name: string): GateOutput {
    const known = state.getState().gates.find((gate) => gate.name === name);
    if (known !== undefined) return known;
    const gate: GateOutput = { name, startedAt: undefined, result: undefined, lines: createOutputLines() };
    state.setState(({ gates }) => ({ gates: [...gates, gate] }));
    return gate;
  }
  function change(name: string, part: Partial<GateOutput>): void {
    gateOf(name);
    state.setState(({ gates }) => ({ gates: gates.map((gate) => (gate.name === name ? { ...gate, ...part } : gate)) }));
  }

  const options: FollowOptions<"mq.output"> = {
    verb: "mq.output",
    input: { run: deps.run },
    begin: () => cursor,
    event(value, at) {
      cursor = at;
      switch (value.kind) {
        case "started":
          change(value.gate, { startedAt: value.at });
          return;
        case "output": {
          const { lines } = gateOf(value.gate);
          if (value.skipped !== undefined && value.skipped > 0) {
            lines.append(`… ${value.skipped} bytes were not kept …\n`);
          }
          lines.append(value.text);
          return;
        }
        case "ended":
          change(value.gate, { result: value.result });
      }
    },
    gap() {
      // It begins anew with what is still kept.
      cursor = undefined;
      for (const { lines } of state.getState().gates) lines.clear();
    },
    isOver(failure) {
      if (failure !== undefined && failure.code !== "run-not-found") return false;
      state.setState({ isOver: true, failure });
      return true;
    },
  };
  return {
    state,
    follow: () => (state.getState().isOver ? () => {} : follow(deps.connection, deps.clock, options)),
  };
}
