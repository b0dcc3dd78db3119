import { FolderGit2 } from "lucide-react";
import { Avatar } from "../../ui/avatar.tsx";
import type { PickerOption } from "../../ui/picker.tsx";
import type { SlingTarget } from "./sling-targets.ts";

/** A target as pickers list it: with its face and what is on its hook. */
export function targetOption({ to, kind, title, note }: SlingTarget): PickerOption {
  return {
    value: to,
    label: title,
    note,
    mark: kind === "project" ? <FolderGit2 className="size-4" aria-hidden="true" /> : <Avatar agent={to} />,
  };
}
