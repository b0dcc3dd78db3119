import { useState } from "react";
import { useOverview } from "../../lib/server-state/queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { SettingsForm } from "./settings-form.tsx";

export type ProjectSettingsDialogProps = {
  readonly project: string | undefined;
  onClose(): void;
};

/** How a project's agents run, and what lands how. */
export function ProjectSettingsDialog({ project: given, onClose }: ProjectSettingsDialogProps) {
  const overview = useOverview();
  const [chosen, setChosen] = useState(given);
  const projects = overview.data?.projects ?? [];
  const project = projects.find(({ name }) => name === chosen) ?? projects[0];
  return (
    <Dialog
      title={project === undefined ? "Project settings" : `Settings of ${project.name}`}
      description={project === undefined ? undefined : <span className="text-selectable">{project.origin}</span>}
      onClose={onClose}
      width={640}
      testId="project-settings"
    >
      {given === undefined && projects.length > 1 && project !== undefined && (
        <div className="px-5 pt-2">
          <Select
            label="Project"
            value={project.name}
            options={projects.map(({ name }) => ({ value: name, label: name }))}
            onChange={setChosen}
          />
        </div>
      )}
      {overview.data === undefined ? (
        <Loading what="Reading the workspace" />
      ) : project === undefined ? (
        <p className="px-5 py-6 text-sm text-ink-3">There is no project yet. Add a repository first.</p>
      ) : (
        <SettingsForm key={project.name} project={project} onClose={onClose} />
      )}
    </Dialog>
  );
}
