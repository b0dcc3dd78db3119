export { LedgerPane } from "./ledger-pane.tsx";
