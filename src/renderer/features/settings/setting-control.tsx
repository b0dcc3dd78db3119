import { useRuntimes } from "../../lib/server-state/queries.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import type { ControlProps } from "./control-props.ts";
import { DraftInput } from "./draft-input.tsx";
import { KindsControl } from "./kinds-control.tsx";
import { ListControl } from "./list-control.tsx";
import { QuietHours } from "./quiet-hours.tsx";
import { numberProblem, wordOf } from "./settings-model.ts";
import { TableEntries } from "./table-entries.tsx";

/** More choices than these stand in a list. */
const SEGMENTS = 3;

/** The control for the kind of thing that a setting is. */
export function SettingControl(props: ControlProps) {
  const { entry, ids, onChange } = props;
  const { key, words, view } = entry;
  const { shape } = words;
  if (key === "defaultRuntime") return <RuntimeControl {...props} />;
  if (key === "notifications.quietHours") return <QuietHours {...props} />;
  if (key === "notifications.kinds") return <KindsControl {...props} />;
  switch (shape.kind) {
    case "switch":
      return (
        <Switch
          id={ids.id}
          isOn={view.value === true}
          describedBy={ids.describedBy}
          onChange={(isOn) => void onChange(isOn)}
        />
      );
    case "choice": {
      const options = Object.entries(shape.choices).map(([value, label]) => ({ value, label }));
      const value = wordOf(view.value);
      const choose = (next: string) => void onChange(next);
      return options.length <= SEGMENTS ? (
        <Segmented label={words.title} value={value} options={options} onChange={choose} />
      ) : (
        <Select id={ids.id} label={words.title} value={value} options={options} onChange={choose} className="w-56" />
      );
    }
    case "number":
      return (
        <div className="flex items-center gap-2">
          <DraftInput
            {...props}
            type="number"
            value={wordOf(view.value)}
            placeholder={words.otherwise}
            range={shape}
            className="w-28 tabular-nums"
            save={async (text) => {
              if (text.trim() === "" && view.default === undefined) return onChange(null);
              const problem = numberProblem(text, shape);
              props.onRefuse(problem);
              return problem === undefined && onChange(Number(text));
            }}
          />
          {words.unit !== undefined && <span className="text-xs text-ink-3">{words.unit}</span>}
        </div>
      );
    case "text":
      return (
        <DraftInput
          {...props}
          type="text"
          value={wordOf(view.value)}
          placeholder={words.otherwise ?? shape.example}
          className="w-56"
          save={(text) => onChange(text === "" ? null : text)}
        />
      );
    case "list":
      return <ListControl {...props} />;
    case "table":
      return <TableEntries entry={entry} />;
  }
}

/** Runtimes that there are; one that is not installed can be chosen, and says so. */
function RuntimeControl({ entry, ids, onChange }: ControlProps) {
  const runtimes = useRuntimes().data?.runtimes ?? [];
  const value = wordOf(entry.view.value);
  const known = runtimes.map(({ id, title, found }) => ({
    value: id,
    label: title,
    note: found ? undefined : "not installed",
  }));
  const options = known.some((one) => one.value === value) ? known : [{ value, label: value }, ...known];
  return (
    <Select
      id={ids.id}
      label={entry.words.title}
      value={value}
      options={options}
      className="w-56"
      onChange={(next) => void onChange(next)}
    />
  );
}
