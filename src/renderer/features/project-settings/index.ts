export { ProjectSettingsDialog } from "./project-settings-dialog.tsx";
