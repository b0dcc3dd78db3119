import type { OutputOf } from "../../../src/shared/contract/contract.ts";
import type { ScriptedModel } from "../../support/model-server/server.ts";

/**
 * What is wrong with what Drover counted, held against what the model was asked for; empty when nothing is. What a CLI asks
 * besides, for a title or a guess, some write down and others do not.
 */
export function accountedFor({ total }: OutputOf<"usage.list">, { scripted, besides }: ScriptedModel["usage"]): string {
  const { input, output, cacheRead, cacheWrite } = total.tokens;
  const counted = { input, output, cacheRead };
  const names = ["input", "output", "cacheRead"] as const;
  const wrong = names.filter(
    (name) => counted[name] < scripted[name] || counted[name] > scripted[name] + besides[name],
  );
  if (wrong.length === 0 && cacheWrite === 0) return "";
  return `counted ${JSON.stringify(total.tokens)}, scripted ${JSON.stringify(scripted)}, besides ${JSON.stringify(besides)}`;
}
