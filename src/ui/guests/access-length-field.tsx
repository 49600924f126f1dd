"use client";

import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { LENGTHS, type Length, toLocalInput } from "./access-length";

export interface AccessChoice {
  length: Length;
  /** The value of the date field. */
  date: string;
}

interface AccessLengthFieldProps {
  label: string;
  hint?: string;
  choice: AccessChoice;
  onChange: (choice: AccessChoice) => void;
  error?: string | null;
}

/** How long access lasts: one of the usual lengths, until a date, or without an end. */
export function AccessLengthField(props: AccessLengthFieldProps) {
  const { label, hint, choice, onChange, error } = props;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label={label}
        hint={choice.length === "date" ? undefined : hint}
        error={choice.length === "date" ? null : error}
      >
        <Select
          value={choice.length}
          onChange={(length) => onChange({ ...choice, length })}
          options={[...LENGTHS]}
        />
      </Field>
      {choice.length === "date" && (
        <Field label="Until" error={error}>
          <Input
            type="datetime-local"
            name="until"
            required
            min={toLocalInput(new Date())}
            value={choice.date}
            onChange={(event) => onChange({ ...choice, date: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
