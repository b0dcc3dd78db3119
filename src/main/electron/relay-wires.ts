import type { Wire } from "../../shared/wire/wire.ts";

/**
 * Joins two wires for as long as both last: what one receives the other sends, and the end of one ends the other. Flow
 * control stays between the two far ends, by credit and acknowledgement, so that nothing gathers here.
 */
export function relayWires(one: Wire, other: Wire): void {
  const forward = (from: Wire, to: Wire) => {
    from.receive({
      message(message) {
        to.send(message);
      },
      bytes(frame) {
        to.sendBytes(frame);
      },
      closed() {
        to.close();
      },
    });
  };
  forward(one, other);
  forward(other, one);
}
