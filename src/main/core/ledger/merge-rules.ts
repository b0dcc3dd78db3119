import type { MergeRules } from "../platform/store/merge/merge-rules.ts";

/**
 * How an item that two clones changed becomes one: a close beats what others did to its status meanwhile, opening it again beats the
 * close; of claims that knew nothing of one another the earlier stays, while giving it away beats a claim.
 */
export const itemMerge: MergeRules = {
  sets: { labels: [], links: ["kind", "to"] },
  registers: [
    {
      fields: ["status", "customStatus", "closedAt", "closedReason", "outcome", "landedCommit"],
      weight: (item) => (item["status"] === "closed" ? 1 : 0),
    },
    { fields: ["assignee"], weight: (item) => (item["assignee"] === undefined ? 0 : 1), prefer: "earlier" },
    { fields: ["updatedAt", "updatedBy"] },
  ],
  counter: "version",
};
