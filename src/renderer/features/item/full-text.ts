import type { ItemVersion } from "../../../shared/contract/history.ts";

/** The texts that the last digest stands for, by field: what they were before it. */
export function fullTextOf(
  versions: readonly ItemVersion[],
): readonly { readonly field: string; readonly text: string }[] {
  const digest = versions.findLast(({ type }) => type === "workItemCompacted");
  return (digest?.changes ?? []).flatMap(({ field, before }) =>
    typeof before === "string" && before !== "" ? [{ field, text: before }] : [],
  );
}
