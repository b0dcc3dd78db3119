import type { Gate } from "../../../../shared/model/project.ts";

/** Those before that gate, and it alone of those that run beside it. All of them where there is no such gate any more. */
export function gatesUntil(gates: readonly Gate[], name: string | undefined): readonly Gate[] {
  const at = gates.findIndex((gate) => gate.name === name);
  const asked = gates[at];
  if (asked === undefined) return gates;
  const group = gates.findLastIndex((gate, place) => place <= at && gate.alongside !== true);
  const { alongside: _, ...alone } = asked;
  return [...gates.slice(0, Math.max(0, group)), alone];
}
