import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

const INPUT =
  "w-full rounded-md border border-line-strong bg-field px-2.5 text-base text-ink transition-colors duration-(--fast) focus:border-accent focus:outline-1 focus:outline-offset-0 focus:outline-accent aria-invalid:border-trouble";

export function TextInput({ className, ...rest }: ComponentPropsWithRef<"input">) {
  return <input className={classNames(INPUT, "h-8", className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentPropsWithRef<"textarea">) {
  return <textarea className={classNames(INPUT, "min-h-20 resize-y py-2 leading-5", className)} {...rest} />;
}

export type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  /** The control, given the ids that tie it to label, hint and error. */
  children(ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean | undefined }): ReactNode;
};

export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : noteId,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p
          id={noteId}
          role={error === undefined ? undefined : "alert"}
          className={classNames("text-xs", error === undefined ? "text-ink-3" : "text-trouble")}
        >
          {note}
        </p>
      )}
    </div>
  );
}
