import type { ContractClient } from "../../src/shared/contract/client.ts";
import type { FeedEvent } from "../../src/shared/contract/workspace.ts";
import type { OutputOf, RequestName, InputOf } from "../../src/shared/contract/contract.ts";

/** Calls a verb that is not expected to fail. */
export async function call<N extends RequestName>(
  client: ContractClient,
  verb: N,
  input: InputOf<N>,
): Promise<OutputOf<N>> {
  const answer = await client.call(verb, input);
  if (!answer.ok) throw new Error(`${verb}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Resolves with the first event that is wanted: of those behind `after`, or only of those to come. */
export function event(
  client: ContractClient,
  isWanted: (event: FeedEvent) => boolean,
  after: string | undefined = "0",
): Promise<FeedEvent> {
  return new Promise((resolve, reject) => {
    const stop = client.watch(
      "event.watch",
      {},
      {
        event(value) {
          if (!isWanted(value)) return;
          stop();
          resolve(value);
        },
        end(failure) {
          reject(new Error(failure?.message ?? "The core has stopped."));
        },
      },
      after,
    );
  });
}

/** Resolves once all of the convoy has landed, with what is in it. */
export async function landed(client: ContractClient, convoy: string): Promise<OutputOf<"convoy.show">> {
  // After hours, what happened first is kept no more.
  const { events } = await call(client, "event.list", { limit: 1 });
  const told = event(
    client,
    ({ subject, type }) => subject === convoy && type === "convoyLanded",
    String(events[0]?.seq ?? 0),
  );
  const before = await call(client, "convoy.show", { convoy });
  if (before.convoy.closedAt === undefined) await told;
  else told.catch(() => {});
  return call(client, "convoy.show", { convoy });
}

/** Resolves once an agent has said of its progress what is wanted. */
export function progress(client: ContractClient, isWanted: (text: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = client.watch(
      "session.watch",
      {},
      {
        event({ progress }) {
          if (progress === undefined || !isWanted(progress.text)) return;
          stop();
          resolve();
        },
        end(failure) {
          reject(new Error(failure?.message ?? "The core has stopped."));
        },
      },
    );
  });
}
