import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogActions } from "./dialog.tsx";
import { Field, TextArea, TextInput } from "./field.tsx";

export type TextDialogProps = {
  readonly title: string;
  readonly description: ReactNode;
  readonly label: string;
  readonly hint: string;
  readonly placeholder?: string;
  /** What the button says. */
  readonly deed: string;
  readonly maxLength?: number;
  /** What it begins with. */
  readonly initial?: string | undefined;
  /** Several lines, sent by Mod+Enter. */
  readonly isLong?: boolean;
  /** More to be chosen, below the text. */
  readonly children?: ReactNode;
  /** `text` is absent when none was given. Called after the dialog was closed. */
  onDone(text: string | undefined): void;
  onClose(): void;
};

/** Asks for a text that may be left out, before a deed. */
export function TextDialog(props: TextDialogProps) {
  const {
    title,
    description,
    label,
    hint,
    placeholder,
    deed,
    maxLength,
    initial = "",
    isLong = false,
    children,
    onDone,
    onClose,
  } = props;
  const [text, setText] = useState(initial);
  const done = () => {
    onClose();
    onDone(text.trim() === "" ? undefined : text.trim());
  };
  return (
    <Dialog title={title} description={description} onClose={onClose} width={480}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <div className="flex flex-col gap-3 px-5 pt-3">
          <Field label={label} hint={hint}>
            {(ids) =>
              isLong ? (
                <TextArea
                  {...ids}
                  data-autofocus
                  maxLength={maxLength}
                  placeholder={placeholder}
                  value={text}
                  onChange={(event) => {
                    setText(event.target.value);
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
                    event.preventDefault();
                    done();
                  }}
                />
              ) : (
                <TextInput
                  {...ids}
                  data-autofocus
                  maxLength={maxLength}
                  placeholder={placeholder}
                  value={text}
                  onChange={(event) => {
                    setText(event.target.value);
                  }}
                />
              )
            }
          </Field>
          {children}
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit">
            {deed}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
