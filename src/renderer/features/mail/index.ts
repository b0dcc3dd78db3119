export { MailPane } from "./mail-pane.tsx";
