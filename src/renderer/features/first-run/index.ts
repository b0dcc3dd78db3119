export { AddProjectDialog } from "./add-project-dialog.tsx";
export { FirstRun } from "./first-run.tsx";
