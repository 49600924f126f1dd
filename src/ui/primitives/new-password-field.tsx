import type { ComponentProps } from "react";
import { Field } from "./field";
import { PasswordInput } from "./password-input";

interface NewPasswordFieldProps extends ComponentProps<typeof PasswordInput> {
  label: string;
  error: string | null | undefined;
}

/** A field for a new password. The server checks the same limits. */
export function NewPasswordField({ label, error, ...input }: NewPasswordFieldProps) {
  return (
    <Field label={label} hint="At least 8 characters." error={error}>
      <PasswordInput
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={128}
        {...input}
      />
    </Field>
  );
}
