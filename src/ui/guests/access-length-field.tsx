"use client";

import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { describeZone } from "@/ui/time-zone";
import { type AccessChoice, latestEnd, lengthsWithin, toLocalInput } from "./access-length";

export type { AccessChoice } from "./access-length";

interface AccessLengthFieldProps {
  label: string;
  hint?: string;
  choice: AccessChoice;
  onChange: (choice: AccessChoice) => void;
  error?: string | null;
  /** For how many days the workspace allows access at most; null: any time. */
  maxDays?: number | null;
}

/** How long access lasts: one of the usual lengths, so many days, until a date, or without an end. */
export function AccessLengthField(props: AccessLengthFieldProps) {
  const { label, hint, choice, onChange, error, maxDays = null } = props;
  const latest = latestEnd(maxDays);
  const isTyped = choice.length === "date" || choice.length === "days";
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label={label}
        hint={choice.length === "date" ? undefined : hint}
        error={isTyped ? null : error}
      >
        <Select
          value={choice.length}
          onChange={(length) => onChange({ ...choice, length })}
          options={lengthsWithin(maxDays)}
        />
      </Field>
      {choice.length === "days" && (
        <Field label="Days" error={error}>
          <Input
            type="number"
            name="days"
            required
            min={1}
            max={maxDays ?? 1830}
            value={choice.days ?? ""}
            onChange={(event) => onChange({ ...choice, days: event.target.value })}
          />
        </Field>
      )}
      {choice.length === "date" && (
        <Field
          label="Until"
          hint={`Your time zone: ${describeZone(choice.date ? new Date(choice.date) : undefined)}`}
          error={error}
        >
          <Input
            type="datetime-local"
            name="until"
            required
            min={toLocalInput(new Date())}
            max={latest ? toLocalInput(new Date(latest)) : undefined}
            value={choice.date}
            onChange={(event) => onChange({ ...choice, date: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
