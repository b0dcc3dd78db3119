/** Name of the last check of all ledgers among what is kept from the core; events do not make it stale. */
export const LEDGER_CHECK = ["ledger-check"] as const;
/** And of the last look at the workspace's health. */
export const HEALTH = ["health"] as const;
