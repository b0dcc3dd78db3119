import type { Refusal } from "../../shared/contract/contract-service.ts";
import type { Log } from "../core/base/log.ts";

/** Who was turned away from what, and why. */
export function recordRefusal(log: Log, { caller, client, verb, failure }: Refusal): void {
  const who = caller === undefined ? `a connection (${client.kind})` : caller.identity;
  log.warn(`refused ${who}${verb === undefined ? "" : ` ${verb}`}: ${failure.code}: ${failure.message}`);
}
