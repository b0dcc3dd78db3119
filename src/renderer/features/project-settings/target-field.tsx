import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

export type TargetFieldProps = {
  readonly value: string;
  /** Absent while the origin is asked, and when it does not answer: then the name is typed. */
  readonly branches: readonly string[] | undefined;
  onChange(branch: string): void;
};

/** The branch that work lands on. */
export function TargetField({ value, branches, onChange }: TargetFieldProps) {
  return (
    <Field label="Work lands on">
      {(ids) =>
        branches === undefined ? (
          <TextInput
            {...ids}
            spellCheck={false}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        ) : (
          <Select
            id={ids.id}
            label="Work lands on"
            value={value}
            options={[...new Set([value, ...branches])].map((branch) => ({ value: branch, label: branch }))}
            onChange={onChange}
          />
        )
      }
    </Field>
  );
}
