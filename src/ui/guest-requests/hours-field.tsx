"use client";

import { describeHours } from "@/lib/describe-hours";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";

const USUAL = [24, 168, 720, 2160];
const NO_END = "none";

interface HoursFieldProps {
  label: string;
  /** A number of hours, or `none`. */
  choice: string;
  onChange: (choice: string) => void;
  error?: string | null;
}

/** How long access lasts from joining on: one of the usual times, the one that was asked for, or without an end. */
export function HoursField({ label, choice, onChange, error }: HoursFieldProps) {
  const other = choice === NO_END || USUAL.includes(Number(choice)) ? [] : [Number(choice)];
  const hours = [...USUAL, ...other].sort((a, b) => a - b);
  return (
    <Field label={label} hint="Counted from when they join." error={error}>
      <Select
        value={choice}
        onChange={onChange}
        options={[
          ...hours.map((count) => ({ value: String(count), label: describeHours(count) })),
          { value: NO_END, label: "No end date" },
        ]}
      />
    </Field>
  );
}

export const toHoursChoice = (hours: number | null): string =>
  hours === null ? NO_END : String(hours);
export const readHours = (choice: string): number | null =>
  choice === NO_END ? null : Number(choice);
