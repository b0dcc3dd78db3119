import type { HeldUp } from "../../../shared/model/attention.ts";

/** `holds up 4 items, 3 submissions`; empty where nothing but itself waits. */
export function heldUpShort({ count, submissions, convoys }: HeldUp): string {
  const parts = [
    ...(count > 1 ? [`${count} items`] : []),
    ...(submissions > 1 ? [`${submissions} submissions`] : []),
    ...(convoys.length > 0
      ? [convoys.length === 1 ? `convoy “${convoys[0]?.title ?? ""}”` : `${convoys.length} convoys`]
      : []),
  ];
  return parts.length === 0 ? "" : `holds up ${parts.join(", ")}`;
}
