/** Name of the last check of all ledgers among what is kept from the core; events do not make it stale. */
export const LEDGER_CHECK = ["ledger-check"] as const;
