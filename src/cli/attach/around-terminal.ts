import type { InputOf, OutputOf, RequestName } from "../../shared/contract/contract.ts";
import type { EarlyClient } from "../../shared/wire/client.ts";
import type { AroundTerminal } from "./terminal-stream.ts";

/** Asks the core what belongs around an agent's terminal, on the connection that shows it. */
export function aroundTerminal(wire: Pick<EarlyClient, "request">, ref: string): AroundTerminal {
  /** The answer, or nothing where there is none: a status line is no place for failures. */
  async function ask<N extends RequestName>(verb: N, input: InputOf<N>): Promise<OutputOf<N> | undefined> {
    const answered = await wire.request(verb, input);
    // The core is the same product and has checked what it answers.
    return answered.ok ? (answered.value as OutputOf<N>) : undefined;
  }

  return {
    async facts() {
      const agent = await ask("agent.show", { agent: ref });
      if (agent === undefined) return undefined;
      const item = agent.hook?.item;
      const [shown, used] = await Promise.all([
        item === undefined ? undefined : ask("item.show", { item }),
        agent.session === undefined ? undefined : ask("usage.list", { session: agent.session.id }),
      ]);
      return { agent, convoys: shown?.item.convoys ?? [], costUsd: used?.total.cost.usd };
    },
    async group() {
      const own = await ask("agent.show", { agent: ref });
      const listed = await ask("agent.list", own?.project === undefined ? {} : { project: own.project });
      const live = listed?.agents.filter((one) => one.session !== undefined && one.session.endedAt === undefined) ?? [];
      return live.map((one) => one.path).toSorted();
    },
  };
}
